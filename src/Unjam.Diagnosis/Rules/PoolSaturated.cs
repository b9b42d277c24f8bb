using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools whose workers are all busy while work waits for long.</summary>
public sealed class PoolSaturated : IRule
{
    // As for loops: whoever waits a second for work that has not even begun will call it broken.
    private static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    // Below a tenth of a second nobody notices, however short the work itself is.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    // A burst may fill any pool for a moment; half of the time is not a moment.
    private const double FullShare = 0.5;

    // Workers look idle for the instant between two items, no more.
    private const double BusyShare = 0.9;

    private readonly TimeSpan critical;
    private readonly double ratio;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="critical">Shortest wait that is critical by itself; a second by default.</param>
    /// <param name="ratio">How many times its own run time work may wait; twice by default: then two thirds of the time are spent in the queue.</param>
    public PoolSaturated(TimeSpan? critical = null, double ratio = 2)
        : this(new PoolHistories(), critical, ratio)
    {
    }

    internal PoolSaturated(PoolHistories histories, TimeSpan? critical = null, double ratio = 2) =>
        (this.histories, this.critical, this.ratio) = (histories, critical ?? DefaultCritical, ratio);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var history in histories.Of(timeline))
        {
            var episodes = Episode.Of(history);
            episodes.RemoveAll(episode => episode.BusyShare < BusyShare);
            if (episodes.Count == 0)
                continue;
            var worst = episodes[^1].IsOver ? episodes.MaxBy(episode => episode.LongestWait) : episodes[^1];
            var isCritical = LongestWait(history, worst) >= critical;
            if (!isCritical && !IsLongForItsWork(history, episodes))
            {
                suspicion ??= worst.IsOver ? null : $"pool {history.Name} is full, but it is not yet known for how long work waits in it";
                continue;
            }

            var scenes = WorkerScene.Of(timeline, history, calls);
            findings.Add(PoolSaturatedFinding.Of(history, worst, scenes, isCritical ? Severity.Critical : Severity.Warning, critical));
            settled &= isCritical && !worst.IsOver && IsKnown(history);
        }

        return findings.Count > 0 ? new Verdict.Found(findings.ToImmutable(), settled)
            : suspicion is not null ? new Verdict.Undecided(suspicion)
            : Verdict.Clear.Instance;
    }

    /// <summary>How long work waited at least; where items are not listed, how long it must have taken to serve the queue.</summary>
    private static TimeSpan LongestWait(PoolHistory history, Episode episode)
    {
        if (history.IsFollowed)
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
        history.Finished.Count >= 2 * history.Latest.Workers || history.Span >= TimeSpan.FromSeconds(2);
}
