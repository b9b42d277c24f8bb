using System.Collections.Immutable;
using System.Globalization;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Keeps the incidents, and tells of them: to the log, to the meter. What it calls may throw or hang: it is counted, or not waited for.</summary>
internal sealed class PoolIncidents(WatchdogOptions options, PoolMeters meters)
{
    private const int MostEnded = 16;

    // stacks take some 200 ms; a report without culprits is better than one that comes late
    private static readonly TimeSpan StackPatience = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private StackRequest? request;
    private IReadOnlySet<int> workers = new HashSet<int>();
    private PoolIncident? lasting;
    private PoolTrouble? trouble;
    private ImmutableArray<PoolIncident> ended = [];
    private bool isCulpritTold;
    private long opened;
    private long asked;
    private long failures;
    private string? lastFailure;

    /// <summary>Adds what it knows to the numbers of the pool. Any thread may ask.</summary>
    public SharedPoolStatistics AddTo(SharedPoolStatistics statistics)
    {
        lock (gate)
        {
            return statistics with
            {
                Incident = lasting is not null && trouble is not null ? PoolReport.Renew(lasting, trouble) : lasting,
                Ended = ended,
                Failures = failures,
                LastFailure = lastFailure,
            };
        }
    }

    /// <summary>An incident opens. It can be seen at once; its entry in the log waits a moment for stacks.</summary>
    /// <returns>Its kind, as far as stacks correct it.</returns>
    public PoolIncidentKind Open(PoolTrouble opening, Func<IReadOnlySet<int>> ids)
    {
        var id = ++opened;
        Keep(PoolReport.Open(id, opening, []), opening);
        if (request?.IsAnswered(TimeSpan.Zero) == true)
            request = null;
        if (options.Stacks is { } source && request is null)
        {
            asked = id;
            Guarded("the list of threads", () => workers = ids());
            Guarded("the stack source", () => request = new StackRequest(source));
        }

        var groups = Groups(StackPatience);
        var told = PoolReport.Open(id, opening, groups);
        Keep(told, opening);
        isCulpritTold = groups.Length > 0;
        meters.Opened(told.Kind);
        if (options.Logger is { } logger)
        {
            var blocked = told.Blocked is { } count ? Math.Round(count).ToString("0", CultureInfo.InvariantCulture) : "an unknown number";
            Guarded("the log", () => PoolLog.Opened(
                logger, told.Id, told.Kind, told.Wait.TotalSeconds, told.Threads, told.MinThreads, told.Busy, blocked, told.Queued, told.InjectedPerSecond,
                told.Growth, Culprits(groups), string.Join(' ', told.Advice)));
        }

        return told.Kind;
    }

    /// <summary>What lasts has gone on.</summary>
    public void Renew(PoolTrouble? now)
    {
        if (lasting is { Groups.Length: 0 } && request is not null && Groups(TimeSpan.Zero) is { Length: > 0 } late)
            Keep(lasting with { Groups = late }, now);
        else
            Keep(lasting, now);
    }

    /// <summary>What lasted is over, or is not watched any longer.</summary>
    public void Close(PoolTrouble closing, Moment at, bool isOver)
    {
        Renew(closing);
        if (lasting is null)
            return;
        var closed = PoolReport.Close(lasting, closing, at);
        lock (gate)
        {
            (lasting, trouble) = (null, null);
            ended = (ended.Length < MostEnded ? ended : ended.RemoveAt(0)).Add(closed);
        }

        if (options.Logger is not { } logger)
            return;
        var (lasted, longest) = ((at - closed.Began).TotalSeconds, closed.Wait.TotalSeconds);
        var culprits = isCulpritTold ? "" : Culprits(closed.Groups);
        Guarded("the log", () =>
        {
            if (isOver)
                PoolLog.Closed(logger, closed.Id, closed.Kind, lasted, longest, closed.Threads, closed.InjectedPerSecond, closed.CompletedPerSecond, culprits);
            else
                PoolLog.Left(logger, closed.Id, closed.Kind, lasted, longest, culprits);
        });
    }

    /// <summary>Calls foreign code, which may throw anything: it is counted and told, and stops nobody.</summary>
    public void Guarded(string who, Action call)
    {
        try
        {
            call();
        }
        catch (Exception thrown)
        {
            lock (gate)
            {
                failures++;
                lastFailure = $"{who}: {thrown.GetType().Name}: {thrown.Message}";
            }
        }
    }

    private static string Culprits(ImmutableArray<BlockedGroup> groups) => groups.Length > 0 ? StackGroups.Text(groups) + ". " : "";

    private void Keep(PoolIncident? incident, PoolTrouble? now)
    {
        lock (gate)
            (lasting, trouble) = (incident, now);
    }

    // a request that is not answered yet stays: its answer may come later, and a source that hangs is not asked again; but no incident gets the stacks of another
    private ImmutableArray<BlockedGroup> Groups(TimeSpan within)
    {
        ImmutableArray<BlockedGroup> groups = [];
        if (asked != opened || request is not { } made || !made.IsAnswered(within))
            return groups;
        request = null;
        Guarded("the stack source", () => groups = StackGroups.Of(made.Threads(), workers));
        return groups;
    }
}
