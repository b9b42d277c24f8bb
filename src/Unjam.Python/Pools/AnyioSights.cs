using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>AnyIO's limiters with the worker threads that they admit, from look to look: what FastAPI and Starlette run <c>def</c> endpoints in.</summary>
internal sealed class AnyioSights(
    Layout layout, PrefetchedMemory memory, PyObjects objects, AnyioLimiters search, ThreadWalk threads,
    CallableReads callables, CallbackReads callbacks, CallerReads callers)
{
    /// <summary>A loop gets its limiter once: searched anew this often.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromSeconds(1);

    private readonly Waiters waiters = new(memory, _ => layout.Task.Coroutine, callers.Of);
    private readonly Dictionary<ulong, AnyioWorker> workers = [];
    private readonly Dictionary<ulong, LimiterSight> limiters = [];
    private readonly List<(int Thread, Address Loop, WorkItem Item)> present = [];
    private Moment? searched;

    /// <summary>Reads the default limiters and their workers into the snapshot, which has its threads already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        LookAtWorkers(into, stacks);
        var isDue = searched is not { } at || into.At - at > SearchEvery;
        if (into.Depth == LookDepth.Everything || (isDue && present.Count > 0 && (into.Depth >= LookDepth.Kernel || searched is null)))
            Search(into);
        foreach (var (loop, limiter) in search.Found)
            LookAt(into, stacks, loop, limiter, "anyio default limiter");
        if (workers.Count > (stacks.Count * 2) + PoolLimits.MostPools)
            Forget();
    }

    /// <summary>Reads limiters that the program made itself, as the coroutines that name them led to them; those of <see cref="Look"/> are left out.</summary>
    public void LookAtOthers(Snapshot into, IEnumerable<(Address Loop, Address Limiter)> others)
    {
        present.Clear();
        foreach (var (loop, named) in others)
        {
            try
            {
                var limiter = Inside(named);
                if (!limiter.IsNull && !search.Found.Exists(each => each.Limiter == limiter) && !IsListed(into, limiter))
                    LookAt(into, [], loop, limiter, "anyio limiter");
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap("a limiter", unreadable.Message));
            }
        }
    }

    private void LookAtWorkers(Snapshot into, List<StackSight> stacks)
    {
        present.Clear();
        for (var i = 0; i < stacks.Count; i++)
        {
            ref readonly var serving = ref stacks[i].Marks.Serving;
            if (serving.Landmark != Landmark.AnyioWorker)
                continue;
            var state = stacks[i].Thread.State.Value;
            if (!workers.TryGetValue(state, out var worker))
                workers[state] = worker = new AnyioWorker(layout, memory, objects, callables, callbacks, callers);
            try
            {
                var item = worker.Look(serving, into.Depth);
                present.Add((i, worker.Loop, item));
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap($"the AnyIO worker {into.Threads[i].NativeId}", unreadable.Message));
            }
        }
    }

    private void LookAt(Snapshot into, List<StackSight> stacks, Address loop, Address limiter, string name)
    {
        try
        {
            if (!limiters.TryGetValue(limiter.Value, out var sight))
                limiters[limiter.Value] = sight = new LimiterSight(memory, objects, limiter, "_wait_queue");
            var isRead = TryRefresh(into, sight, name);
            if (!isRead && sight is { Limit: null, Borrowed: 0 })
                return;
            var firstWorker = into.Workers.Count;
            foreach (var (thread, loopOfWorker, item) in present)
                if (loopOfWorker == loop)
                    into.Workers.Add(new Worker(thread, item, stacks[thread].Marks.AwaitedResult.Value));
            sight.AddTo(into, PoolKind.AnyioLimiter, name, loop, firstWorker, waiters);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap($"the {name}", unreadable.Message));
        }
    }

    /// <summary>What was there at the look before is nearer the truth than nothing.</summary>
    private static bool TryRefresh(Snapshot into, LimiterSight sight, string name)
    {
        try
        {
            sight.Refresh();
            return true;
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap($"the {name}", unreadable.Message));
            return false;
        }
    }

    /// <summary>The limiter itself, where one that was made outside of a loop stands before it; a null address for None and what is no limiter.</summary>
    private Address Inside(Address named)
    {
        memory.Record(null);
        try
        {
            return objects.TypeName(objects.TypeOf(named)) switch
            {
                "CapacityLimiter" => named,
                "CapacityLimiterAdapter" => objects.Attribute(named, "_internal_limiter"),
                _ => Address.Null,
            };
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void Search(Snapshot into)
    {
        searched = into.At;
        search.Found.Clear();
        foreach (var interpreter in threads.Interpreters)
        {
            memory.Record(null);
            try
            {
                search.Search(interpreter);
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap("AnyIO's limiters", unreadable.Message));
            }
            finally
            {
                memory.Stop(true);
            }
        }

        foreach (var gone in limiters.Keys.Where(each => !search.Found.Exists(found => found.Limiter.Value == each)).ToArray())
        {
            limiters[gone].Drop();
            limiters.Remove(gone);
        }
    }

    private static bool IsListed(Snapshot into, Address limiter)
    {
        foreach (ref readonly var pool in into.Pools.Span)
            if (pool.Id == limiter.Value)
                return true;
        return false;
    }

    private void Forget()
    {
        foreach (var worker in workers.Values)
            worker.Drop();
        workers.Clear();
    }
}
