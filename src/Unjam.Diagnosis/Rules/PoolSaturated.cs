using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools whose workers are all busy while work waits for long. Limiters and pools of one thread have rules of their own.</summary>
public sealed class PoolSaturated : IRule
{
    // Stacks of an executor's threads come a moment after the numbers, or not at all.
    private static readonly TimeSpan UntilStacks = TimeSpan.FromSeconds(3);

    private readonly Exhaustion exhaustion;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="critical">Shortest wait that is critical by itself; a second by default.</param>
    /// <param name="ratio">How many times its own run time work may wait; twice by default: then two thirds of the time are spent in the queue.</param>
    public PoolSaturated(TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio)
        : this(new PoolHistories(), critical, ratio)
    {
    }

    internal PoolSaturated(PoolHistories histories, TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio) =>
        (this.histories, exhaustion) = (histories, new(critical ?? Exhaustion.DefaultCritical, ratio, Exhaustion.DefaultBusyShare));

    public Verdict Judge(Timeline timeline)
    {
        var areSeen = true;
        var verdict = exhaustion.Judge(
            histories.Of(timeline),
            static history => !history.IsLimiter && !history.IsSingle && !history.IsShared,
            static history => $"pool {history.Name} is full, but it is not yet known for how long work waits in it",
            (history, exhausted) =>
            {
                var scenes = WorkerScene.Of(timeline, history, calls);
                areSeen &= history.Kind != PoolKind.InstrumentedExecutor || history.Span >= UntilStacks || scenes.Any(scene => scene.Blame is not null);
                return PoolSaturatedFinding.Of(timeline, history, exhausted.Worst, scenes, exhausted.Severity);
            });
        return verdict is Verdict.Found found ? found with { IsSettled = found.IsSettled && areSeen } : verdict;
    }
}
