using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds limiters that have given all their tokens to work that runs, while tasks wait for long to get one.</summary>
public sealed class LimiterExhausted : IRule
{
    // Between the end of a call and the return of its token the loop has to come round; when half of the holders run nothing, that is the trouble, and another rule's.
    private const double BusyShare = 0.5;

    private readonly Exhaustion exhaustion;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="critical">Shortest wait that is critical by itself; a second by default.</param>
    /// <param name="ratio">How many times its own run time work may wait; twice by default, as for pools.</param>
    public LimiterExhausted(TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio)
        : this(new PoolHistories(), critical, ratio)
    {
    }

    internal LimiterExhausted(PoolHistories histories, TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio) =>
        (this.histories, exhaustion) = (histories, new(critical ?? Exhaustion.DefaultCritical, ratio, BusyShare));

    public Verdict Judge(Timeline timeline) => exhaustion.Judge(
        histories.Of(timeline),
        static history => history.IsLimiter,
        static history => $"all tokens of limiter {history.Name} are taken, but it is not yet known for how long tasks wait for one",
        (history, exhausted) => Describe(timeline, history, exhausted));

    private Finding Describe(Timeline timeline, PoolHistory history, Exhaustion.Exhausted exhausted)
    {
        var saturated = PoolSaturatedFinding.Of(timeline, history, exhausted.Worst, WorkerScene.Of(timeline, history, calls), exhausted.Severity);
        var last = history.Latest;
        var name = PoolWords.Name(history);
        var episode = exhausted.Worst;
        return saturated with
        {
            Id = FindingIds.LimiterExhausted,
            Title = episode.IsOver
                ? $"Limiter \"{name}\" had given all its {last.Limit} tokens for {Wording.Of(episode.Duration)}: up to {Wording.Count(episode.MostQueued, "task")} waited for one"
                : $"Limiter \"{name}\" is exhausted: {last.Borrowed}/{last.Limit} tokens taken, {Wording.Count(last.Queued, "task")} waiting for one",
            Evidence = [.. saturated.Evidence, $"Every plain function that the framework runs in a thread needs one of these {last.Limit} tokens, however short it is."],
        };
    }
}
