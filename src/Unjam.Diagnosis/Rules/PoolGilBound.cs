using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools whose workers compute in Python: they share one interpreter lock, so that together they do no more than one would.</summary>
public sealed class PoolGilBound : IRule
{
    // A second has room for dozens of turns of the lock, each of 5 ms.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // The lock is nearly always held by one of them: there is nothing left to gain by another thread.
    private const double NearlyAlways = 0.8;

    // Below half, somebody else holds the lock: the pool is its victim and not its owner.
    private const double Half = 0.5;

    // Fewer looks at the kernel say nothing about a share.
    private const int KernelLooks = 5;

    private readonly double waiting;
    private readonly Exhaustion exhaustion = new(Exhaustion.DefaultCritical, Exhaustion.DefaultRatio, Exhaustion.DefaultBusyShare);
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="waiting">Mean share of their time that the busy workers wait for the lock; a third by default: then they run at two thirds of their speed at best, as for loops.</param>
    public PoolGilBound(double waiting = 1.0 / 3)
        : this(new PoolHistories(), waiting)
    {
    }

    internal PoolGilBound(PoolHistories histories, double waiting = 1.0 / 3) => (this.histories, this.waiting) = (histories, waiting);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var history in histories.Of(timeline))
        {
            if (history.MeanBusy < 2 * Half || history.Latest.Busy < 2 || history.MeanHoldingGil < Half)
                continue;
            var scenes = WorkerScene.Of(timeline, history, calls);
            var asked = scenes.Where(scene => scene.Kernel.Looks >= KernelLooks).ToList();
            var waits = asked.Count == 0 ? 0 : asked.Average(scene => scene.Kernel.GilShare);
            if (Bottlenecks.Of(scenes) != Bottleneck.Computing || (waits < waiting && history.MeanHoldingGil < NearlyAlways))
                continue;
            if (history.Span < Least)
                suspicion ??= $"the workers of pool {history.Name} seem to share the interpreter's lock; {Wording.Of(Least)} of watching is needed to tell";
            else
                findings.Add(Describe(history, scenes, waits));
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    private Finding Describe(PoolHistory history, List<WorkerScene> scenes, double waits)
    {
        var groups = WorkerGroups.Of(scenes);
        var function = groups.Count > 0 ? Blame.SimpleName(groups[0][0].At!.Value.Function) : "the work";
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"One of its workers held the interpreter's lock in {Wording.Percent(history.MeanHoldingGil)} of {Wording.Of(history.Span)}.");
        if (waits > 0)
            evidence.Add($"The {Wording.Count(scenes.Count, "busy worker")} waited for the lock {Wording.Percent(waits)} of their time.");
        evidence.AddRange(WorkerGroups.Sentences(groups));
        if (PoolWords.Flow(history) is { } flow)
            evidence.Add(flow);
        return new Finding(
            FindingIds.PoolGilBound,
            exhaustion.Of(history, out _)?.Severity ?? Severity.Warning,
            $"{PoolWords.Noun(history)} \"{PoolWords.Name(history)}\" computes under one lock: {scenes.Count} threads do the work of one",
            history.Name)
        {
            Cause = Cause.Cpu,
            Culprit = PoolWords.CulpritOf(groups),
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(history.Span, true, TimeSpan.Zero, false),
            Evidence = evidence.ToImmutable(),
            Advice =
            [
                .. PoolAdvice.For(history, scenes, groups, null).Take(1),
                new Advice("Or use a library that lets go of the lock while it computes (numpy, orjson, hashlib on large inputs)."),
                new Advice(
                    $"Until then lower the pool to one or two threads: {function} gets no slower, and everything else in the process waits less for the lock."),
            ],
        };
    }
}
