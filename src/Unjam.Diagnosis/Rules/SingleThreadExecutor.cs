using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds pools of one thread that serialise work: asgiref's thread-sensitive executor, and any other with one worker.</summary>
public sealed class SingleThreadExecutor : IRule
{
    private readonly Exhaustion exhaustion;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="critical">Shortest wait that is critical by itself; a second by default.</param>
    /// <param name="ratio">How many times its own run time work may wait; twice by default, as for pools.</param>
    public SingleThreadExecutor(TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio)
        : this(new PoolHistories(), critical, ratio)
    {
    }

    internal SingleThreadExecutor(PoolHistories histories, TimeSpan? critical = null, double ratio = Exhaustion.DefaultRatio) =>
        (this.histories, exhaustion) = (histories, new(critical ?? Exhaustion.DefaultCritical, ratio, Exhaustion.DefaultBusyShare));

    public Verdict Judge(Timeline timeline) => exhaustion.Judge(
        histories.Of(timeline),
        static history => history.IsSingle,
        static history => $"the one thread of {history.Name} is busy, but it is not yet known for how long work waits for it",
        (history, exhausted) => Describe(timeline, history, exhausted));

    private Finding Describe(Timeline timeline, PoolHistory history, Exhaustion.Exhausted exhausted)
    {
        var scenes = WorkerScene.Of(timeline, history, calls);
        var saturated = PoolSaturatedFinding.Of(timeline, history, exhausted.Worst, scenes, exhausted.Severity);
        var name = PoolWords.Name(history);
        var waiting = exhausted.Worst.IsOver
            ? $"up to {Wording.Count(exhausted.Worst.MostQueued, "item")} waited"
            : $"{Wording.Count(history.Latest.Queued, "item")} waiting";
        return saturated with
        {
            Id = FindingIds.SingleThreadExecutor,
            Title = $"The one thread of \"{name}\" does everything, one after the other: {waiting}",
            Evidence = [.. saturated.Evidence, "One thread runs one item at a time: all others wait, whatever they wait for and however many CPUs there are."],
            Advice = [.. Advise(history, saturated.Culprit), .. saturated.Advice],
        };
    }

    private static IEnumerable<Advice> Advise(PoolHistory history, Culprit? culprit)
    {
        var function = culprit?.Function is { } known ? known[(known.LastIndexOf('.') + 1)..] : "function";
        if (history.Kind != PoolKind.Asgiref)
        {
            yield return new Advice(
                "Give it more threads only if its work may run side by side: a pool of one often guards something that may not (a connection, a file, a device).");
            yield break;
        }

        yield return new Advice(
            $"Run {function} beside others where it does not need the request's own thread (no ORM connection, no transaction).",
            $"await sync_to_async({function})(…)",
            $"await sync_to_async({function}, thread_sensitive=False)(…)");
        yield return new Advice(
            "Give each request a thread of its own (Django 4 and later does so under ASGI by itself).",
            null,
            "async with ThreadSensitiveContext():  # asgiref.sync, around the request");
        yield return new Advice("Or run more processes: each has one such thread.");
    }
}
