using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools whose queue grows through the whole watch: more arrives than they can serve.</summary>
public sealed class PoolGrowing : IRule
{
    // Shorter, and a single burst on its way in looks like growth.
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromSeconds(2);

    // As for loops and saturated pools.
    private static readonly TimeSpan Critical = TimeSpan.FromSeconds(1);

    // Growth must show in each quarter of the watch: noise does not rise three times in a row for long.
    private const int Parts = 4;

    private readonly TimeSpan window;
    private readonly int items;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="window">Shortest watch that can tell; two seconds by default.</param>
    /// <param name="items">Smallest growth in items that counts; four by default: fewer may be the luck of the last look.</param>
    public PoolGrowing(TimeSpan? window = null, int items = 4)
        : this(new PoolHistories(), window, items)
    {
    }

    internal PoolGrowing(PoolHistories histories, TimeSpan? window = null, int items = 4) =>
        (this.histories, this.window, this.items) = (histories, window ?? DefaultWindow, items);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var history in histories.Of(timeline))
        {
            var growth = Growth.Of(history, Parts);
            if (!growth.IsSteady || history.Latest is not { IsFull: true } last || last.Busy * 2 < last.Capacity)
                continue;
            if (history.Span < window)
                suspicion ??= $"the queue of pool {history.Name} seems to grow, but {Wording.Of(window)} of watching are needed to tell";
            else if (growth.PerSecond * history.Span.TotalSeconds >= items && history.Arrived > history.Started)
            {
                findings.Add(Describe(timeline, history, growth));
                settled &= history.Span >= window * 1.5;
            }
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    private Finding Describe(Timeline timeline, PoolHistory history, Growth growth)
    {
        var scenes = WorkerScene.Of(timeline, history, calls);
        var groups = WorkerGroups.Of(scenes);
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"The queue grew by {Wording.Rate(growth.PerSecond)} during all of {Wording.Of(history.Span)}, from {history.Looks[0].Queued} to {history.Latest.Queued} items.");
        if (history.OldestWait is { } oldest)
            evidence.Add($"The oldest waiting item has waited {PoolWords.Held(history, oldest)}.");
        if (history.Throughput is > 0 and var done)
            evidence.Add($"What arrives now will wait about {Wording.Of(TimeSpan.FromSeconds(history.Latest.Queued / done))} (est.), and more each second.");
        evidence.AddRange(WorkerGroups.Sentences(groups));
        if (PoolWords.Flow(history) is { } flow)
            evidence.Add(flow);
        var rates = history is { Throughput: { } rate, ArrivalRate: { } arrivals } ? $": {Wording.Rate(arrivals)} arrive, {Wording.Rate(rate)} are completed" : "";
        return new Finding(
            FindingIds.PoolGrowing,
            history.OldestWait is { } wait && wait.Duration >= Critical ? Severity.Critical : Severity.Warning,
            $"The queue of pool \"{PoolWords.Name(history)}\" grows{rates}",
            history.Name)
        {
            Culprit = PoolWords.CulpritOf(groups),
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(history.Span, true, TimeSpan.Zero, false),
            Evidence = evidence.ToImmutable(),
            Advice = PoolAdvice.For(history, scenes, groups, Planning.Of(timeline, history, scenes, Critical)),
        };
    }
}
