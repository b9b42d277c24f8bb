using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What to do about a pool that does not keep up: first find what limits it, then size it.</summary>
internal static class PoolAdvice
{
    /// <summary>The next size to try; null where more workers would not help, or too little was completed to say.</summary>
    public static int? Size(PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, TimeSpan patience)
    {
        if (Bottlenecks.Of(scenes) != Bottleneck.Workers
            || history is not { ServiceTime: { } service, Throughput: { } done, ArrivalRate: { } arrivals, Latest: { Limit: { } limit } })
        {
            return null;
        }

        // Work that was seen to wait and not to arrive came in one go, as far as was seen.
        var burst = history.Arrived == 0 ? history.Looks.Max(look => look.Queued + look.Busy) : LargestBurst(history);
        return Sizing.Next(limit, Math.Max(arrivals, done), service, burst, patience);
    }

    public static ImmutableArray<Advice> For(
        PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, List<List<WorkerScene>> groups, int? size)
    {
        var advice = ImmutableArray.CreateBuilder<Advice>();
        var first = groups.Count > 0 ? groups[0][0] : null;
        var where = first?.At is { } at ? $"{Blame.Where(at)}: " : "";
        var function = first?.At is { } frame ? Blame.SimpleName(frame.Function) : "the work";
        switch (Bottlenecks.Of(scenes))
        {
            case Bottleneck.Computing:
                advice.Add(new Advice(
                    $"{where}{function} computes: more threads would only share the interpreter's lock; use processes.",
                    $"ThreadPoolExecutor(max_workers={history.Latest.Limit ?? history.Latest.Workers})",
                    "ProcessPoolExecutor()"));
                break;
            case Bottleneck.SharedWait:
                advice.Add(new Advice($"{where}most workers wait here for one shared thing: more workers only move the queue; enlarge that, or hold it for less time."));
                break;
            case Bottleneck.Results:
                advice.Add(new Advice(
                    $"{where}workers wait here for the results of other work: await them outside of the pool, or give that work a pool of its own.",
                    "pool.submit(child).result()",
                    "children.submit(child)  # children: a second pool"));
                break;
            default:
                if (size is { } workers)
                    advice.Add(Enlarge(history, workers));
                break;
        }

        if (first?.Called is { Known: { } known, Name: { } name } && known.Cause != Cause.Cpu)
        {
            var place = first.Blame is null ? "Or" : $"{where}or";
            var inside = first.Blame is null ? "" : $" in {function}";
            advice.Add(new Advice($"{place} do without a thread: instead of {name}{inside} use {known.Instead}.", $"{name}(…)", known.CodeFor(first.Called.Function)));
        }

        advice.Add(new Advice(
            $"Bound what may wait for \"{PoolWords.Name(history)}\", so that callers learn early that it is full.",
            null,
            $"async with asyncio.Semaphore({2 * (size ?? history.Latest.Limit ?? history.Latest.Workers)}):  # made once, around every submission"));
        return advice.ToImmutable();
    }

    private static Advice Enlarge(PoolHistory history, int workers)
    {
        var made = history.IsDefault ? "loop.set_default_executor(ThreadPoolExecutor(max_workers={0}))" : "ThreadPoolExecutor(max_workers={0})";
        return new Advice(
            $"Give it {workers} workers (est.) and measure again: most of them wait, each for itself.",
            made.Replace("{0}", history.Latest.Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal),
            made.Replace("{0}", workers.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>The most items that arrived between two looks, when that is most of what arrived at all; else 0.</summary>
    private static int LargestBurst(PoolHistory history)
    {
        var largest = history.Waited.Concat(history.Waiting)
            .Where(wait => !wait.IsLowerBound)
            .GroupBy(wait => wait.ArrivedBy)
            .Select(group => group.Count())
            .DefaultIfEmpty(0)
            .Max();
        return largest * 2 > history.Arrived && largest > history.Latest.Workers ? largest + history.Latest.Workers : 0;
    }
}
