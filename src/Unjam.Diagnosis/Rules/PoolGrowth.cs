using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Says how fast the pool that a .NET process shares gets new threads, and why not faster.</summary>
/// <remarks>Source: PortableThreadPool.Blocking.cs and its gate thread, .NET 6 to 10.</remarks>
internal static class PoolGrowth
{
    public static string Of(Starvation starved, PoolLook first, PoolLook last, List<WorkerScene> scenes)
    {
        var rate = last.Workers > 0 && starved.Threads.Injected is { } perSecond
            ? FormattableString.Invariant($"From {first.Workers} to {last.Workers} threads: {Math.Max(0, perSecond):0.0} a second. ")
            : "";
        if (last.Limit is { } limit && last.Workers >= limit)
            return $"{rate}It has reached its maximum of {Wording.Count(limit, "thread")}.";
        var tasks = scenes.Count(scene => scene.AwaitsTask);
        var isForTasks = scenes.Count > 0 ? tasks * 2 >= scenes.Count : last.Adjustment?.Reason == AdjustmentReason.CooperativeBlocking;
        var why = isForTasks
            ? "The pool makes up for waits on tasks, but by about four threads a second only."
            : "The pool does not make up for such waits (sleeps, locks, semaphores, sockets): it adds two threads a second at most, and none while anything is taken from its queue twice a second.";
        return $"{rate}{why}{Last(last)}";
    }

    /// <summary>The last change that the runtime told of.</summary>
    private static string Last(PoolLook look)
    {
        if (look.Adjustment is not { } last || last.At > look.At)
            return "";
        var why = last.Reason switch
        {
            AdjustmentReason.Starvation => "as nothing had been taken from its queue for half a second",
            AdjustmentReason.CooperativeBlocking => "to make up for waits on tasks",
            AdjustmentReason.ThreadTimedOut => "as a thread had found no work for long",
            AdjustmentReason.Warmup or AdjustmentReason.Initializing => "at its start",
            _ => "by hill climbing, which looks at throughput and not at what waits",
        };
        return $" Its last change was {Wording.Of(look.At - last.At)} before, to {Wording.Count(last.Threads, "thread")}, {why}.";
    }
}
