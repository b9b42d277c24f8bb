using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>Judges whether a pool is so full that its work waits too long: the same for threads, for tokens and for a single thread.</summary>
/// <param name="critical">Shortest wait that is critical by itself.</param>
/// <param name="ratio">How many times its own run time work may wait.</param>
/// <param name="busyShare">Least share of the pool that runs something while it is full.</param>
internal sealed class Exhaustion(TimeSpan critical, double ratio, double busyShare)
{
    // As for loops: whoever waits a second for work that has not even begun will call it broken.
    public static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    // Then two thirds of the time are spent in the queue.
    public const double DefaultRatio = 2;

    // Workers look idle for the instant between two items, no more.
    public const double DefaultBusyShare = 0.9;

    // Below a tenth of a second nobody notices, however short the work itself is.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    // A burst may fill any pool for a moment; half of the time is not a moment.
    private const double FullShare = 0.5;

    /// <summary>What was found of one pool.</summary>
    /// <param name="Worst">The time of it to report: the one that goes on, else the one with the longest wait.</param>
    /// <param name="IsSettled">More looks would not say more.</param>
    public sealed record Exhausted(Episode Worst, Severity Severity, bool IsSettled);

    /// <summary>The wait that is critical by itself.</summary>
    public TimeSpan Critical => critical;

    /// <summary>Judges all pools that a rule is about.</summary>
    /// <param name="histories">The pools.</param>
    /// <param name="concerns">Whether the rule is about a pool.</param>
    /// <param name="suspicion">What is suspected of a pool that is full, as a clause.</param>
    /// <param name="describe">Puts what was found of a pool into words.</param>
    public Verdict Judge(
        IEnumerable<PoolHistory> histories, Func<PoolHistory, bool> concerns, Func<PoolHistory, string> suspicion, Func<PoolHistory, Exhausted, Finding> describe)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspected = null;
        var settled = true;
        foreach (var history in histories.Where(concerns))
        {
            if (Of(history, out var isSuspect) is { } exhausted)
            {
                findings.Add(describe(history, exhausted));
                settled &= exhausted.IsSettled;
            }
            else if (isSuspect)
            {
                suspected ??= suspicion(history);
            }
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspected);
    }

    /// <param name="isSuspect">It is full now, and it is not yet known for how long work waits.</param>
    /// <returns>Null when work does not wait too long, as far as was seen.</returns>
    public Exhausted? Of(PoolHistory history, out bool isSuspect)
    {
        isSuspect = false;
        var episodes = Episode.Of(history);
        episodes.RemoveAll(episode => episode.BusyShare < busyShare);
        if (episodes.Count == 0)
            return null;
        var last = episodes[^1];
        var worst = !last.IsOver && (LongestWait(history, last) >= critical || episodes.Count == 1) ? last : episodes.MaxBy(episode => episode.LongestWait);
        var isCritical = LongestWait(history, worst) >= critical;
        if (isCritical || IsLongForItsWork(history, episodes))
            return new(worst, isCritical ? Severity.Critical : Severity.Warning, isCritical && !worst.IsOver && IsKnown(history));
        isSuspect = !last.IsOver;
        return null;
    }

    /// <summary>How long work waited at least; where items are not listed, how long it must have taken to serve the queue.</summary>
    private static TimeSpan LongestWait(PoolHistory history, Episode episode)
    {
        if (history.IsFollowed || history.Latest.OldestWait is not null)
            return episode.LongestWait;
        var toServe = history.Throughput is > 0 and var rate ? TimeSpan.FromSeconds(episode.MostQueued / rate) : TimeSpan.MaxValue;
        return toServe < episode.Duration ? toServe : episode.Duration;
    }

    private bool IsLongForItsWork(PoolHistory history, List<Episode> episodes)
    {
        var full = episodes.Aggregate(TimeSpan.Zero, (sum, episode) => sum + episode.Duration);
        return history.Span >= TimeSpan.FromSeconds(1) && full >= history.Span * FullShare
            && history is { Wait.Mean: var wait, ServiceTime: { } service } && wait >= service * ratio && wait >= Least;
    }

    /// <summary>Whether enough was completed to say how many workers are needed, or it has been tried for long enough.</summary>
    private static bool IsKnown(PoolHistory history) =>
        history.Ended >= 2 * history.Latest.Workers || history.Span >= TimeSpan.FromSeconds(2);
}
