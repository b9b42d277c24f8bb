using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds name resolution that waits behind slow work in the same pool: then every new connection of the program waits too.</summary>
/// <remarks>Source: asyncio's loop.getaddrinfo and getnameinfo run <c>socket.getaddrinfo</c> in the default executor.</remarks>
public sealed class ResolverInBusyPool : IRule
{
    // A resolver nearby answers within some milliseconds; a tenth of a second in a queue is more than the lookup itself.
    private static readonly TimeSpan DefaultWarning = TimeSpan.FromMilliseconds(100);

    // As for pools: a connection that has not even begun after a second looks broken.
    private static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    private readonly TimeSpan warning;
    private readonly TimeSpan critical;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="warning">Shortest wait of a lookup that is worth a finding; a tenth of a second by default.</param>
    /// <param name="critical">Shortest wait that is critical; a second by default.</param>
    public ResolverInBusyPool(TimeSpan? warning = null, TimeSpan? critical = null)
        : this(new PoolHistories(), warning, critical)
    {
    }

    internal ResolverInBusyPool(PoolHistories histories, TimeSpan? warning = null, TimeSpan? critical = null) =>
        (this.histories, this.warning, this.critical) = (histories, warning ?? DefaultWarning, critical ?? DefaultCritical);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var history in histories.Of(timeline))
        {
            var lookups = LookupWaits.Of(timeline, history);
            if (lookups.Count == 0)
                continue;
            var groups = WorkerGroups.Of(WorkerScene.Of(timeline, history, calls));

            // Behind other lookups it is the resolver that is slow.
            if (groups.Count > 0 && groups[0][0].Cause == Cause.Dns)
                continue;
            if (lookups.Longest.Minimum >= warning)
                findings.Add(Describe(history, lookups, groups));
            else if (lookups.Longest.LeftBy is null)
                suspicion ??= $"name resolution waits in pool {history.Name}; for how long is not yet known";
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    private Finding Describe(PoolHistory history, LookupWaits lookups, List<List<WorkerScene>> groups)
    {
        var behind = groups.Count > 0 ? groups[0][0] : null;
        var name = behind?.At is { } at ? $" behind {Wording.Short(at.Function.Name, 28)}" : "";
        var function = behind?.At is { } frame ? Blame.SimpleName(frame.Function) : "the slow work";
        var where = behind?.At is { } place ? $"{Blame.Where(place)}: " : "";
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{Wording.Count(lookups.Count, "item")} that {(lookups.Count == 1 ? "calls" : "call")} {lookups.Function.Name} waited in the queue, the longest {PoolWords.Held(history, lookups.Longest.Held)}.");
        evidence.AddRange(WorkerGroups.Sentences(groups));
        evidence.Add($"{PoolWords.Workers(history.Latest, history.Latest.Busy)} workers of the pool are busy, {history.Latest.Queued} items wait.");
        return new Finding(
            FindingIds.ResolverInBusyPool,
            lookups.Longest.Minimum >= critical ? Severity.Critical : Severity.Warning,
            $"Name resolution waits{name} in {(history.IsDefault ? "the default executor" : $"pool \"{PoolWords.Name(history)}\"")}",
            history.Name)
        {
            Cause = behind?.Cause,
            Culprit = PoolWords.CulpritOf(groups),
            Stack = behind?.Stack ?? Stack.Empty,
            Held = lookups.Longest.Held,
            Evidence = evidence.ToImmutable(),
            Consequences = ["Every new connection of this loop by name waits for it first, however fast the peer is."],
            Advice =
            [
                new Advice(
                    $"{where}give {function} a pool of its own, so that the default executor is free for name resolution.",
                    $"await loop.run_in_executor(None, {function}, …)  # asyncio.to_thread likewise",
                    $"await loop.run_in_executor(slow, {function}, …)  # slow = ThreadPoolExecutor(8, \"slow\"), made once"),
                new Advice("Or resolve without a thread: aiodns (aiohttp.AsyncResolver), or keep connections open so that names are resolved rarely."),
            ],
        };
    }
}
