using System.Collections.Immutable;
using System.Globalization;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What to do about a pool that does not keep up: first find what limits it, then size it.</summary>
internal static class PoolAdvice
{
    public static ImmutableArray<Advice> For(
        PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, List<List<WorkerScene>> groups, PoolPlan? plan)
    {
        var advice = ImmutableArray.CreateBuilder<Advice>();
        var first = groups.Count > 0 ? groups[0][0] : null;
        var where = first?.At is { } at ? $"{Blame.Where(at)}: " : "";
        var function = first?.At is { } frame ? Blame.SimpleName(frame.Function) : "the work";
        var idiom = Idiom.Of(history.Kind);
        switch (Bottlenecks.Of(scenes))
        {
            case Bottleneck.Computing:
                advice.Add(new Advice(
                    $"{where}{function} computes: {idiom.PoolOfComputing.Clause}.",
                    PoolCode.Made(history, history.Latest.Limit ?? history.Latest.Workers),
                    idiom.PoolOfComputing.After));
                break;
            case Bottleneck.SharedWait:
                advice.Add(new Advice($"{where}most workers wait here for one shared thing: more workers only move the queue; enlarge that, or hold it for less time."));
                break;
            case Bottleneck.Results:
                advice.Add(new Advice(
                    $"{where}workers wait here for the results of other work: await them outside of the pool, or give that work a pool of its own.",
                    idiom.InnerPool.Before,
                    idiom.InnerPool.After));
                break;
            case Bottleneck.Clients:
                advice.Add(new Advice(
                    "Most workers wait for clients that send slowly: put a buffering proxy before the service, so that a worker gets only whole requests, and set a timeout for reading them."));
                break;
            default:
                if (plan is { Advised: { } advised })
                    advice.Add(Enlarge(history, plan, advised));
                break;
        }

        // the table names what asyncio has for it
        if (history.Kind != PoolKind.TrioLimiter && first?.Called is { Known: { } known, Name: { } name } && known.Cause != Cause.Cpu && !WaitNames.IsForClient(first))
        {
            var place = first.Blame is null ? "Or" : $"{where}or";
            var inside = first.Blame is null ? "" : $" in {function}";
            advice.Add(new Advice($"{place} do without a thread: instead of {name}{inside} use {known.Instead}.", $"{name}(…)", known.CodeFor(first.Called.Function)));
        }

        if (history.IsLimiter)
        {
            advice.Add(new Advice("Give slow calls a limiter of their own, so that quick ones do not queue behind them.", null, PoolCode.LimiterOfItsOwn(history)));
            advice.Add(new Advice("Endpoints that do not block at all need no token: make them async def."));
        }

        var most = plan?.Advised?.Workers ?? history.Latest.Limit ?? history.Latest.Workers;
        advice.Add(new Advice(
            $"Bound what may wait for \"{PoolWords.Name(history)}\", so that callers learn early that it is full.",
            null,
            PoolCode.Bound(history, 2 * most)));
        return advice.ToImmutable();
    }

    private static Advice Enlarge(PoolHistory history, PoolPlan plan, PoolPrediction advised)
    {
        var wait = advised.Wait is { } predicted
            ? $"; predicted wait {Wording.Of(predicted)}, confidence {(plan.IsConfident ? "high" : "low")}"
            : "; a step, not yet enough";
        var what = history.IsLimiter ? "tokens" : "workers";
        return new Advice(
            $"Give it {advised.Workers.ToString(CultureInfo.InvariantCulture)} {what} (est.{wait}) and measure again: most of them wait, each for itself.",
            history.Latest.Limit is { } limit ? PoolCode.Made(history, limit) : null,
            PoolCode.Made(history, advised.Workers));
    }
}
