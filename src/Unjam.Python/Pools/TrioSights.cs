using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Trio's limiters with the worker threads that they admit, from look to look.</summary>
/// <remarks>The threads belong to no limiter but to one cache (trio/_core/_thread_cache.py): idle ones are listed with the default limiter.</remarks>
internal sealed class TrioSights(PrefetchedMemory memory, PyObjects objects, Closures closures, TrioCalls calls, TrioTasks tasks, TrioRuns runs)
{
    /// <summary>A run gets its limiter once: searched anew this often. A limiter that no worker names is remembered as long.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromSeconds(1);

    private readonly Waiters waiters = new(memory, tasks.CoroutineIn, tasks.Of);
    private readonly Dictionary<ulong, TrioWorker> workers = [];
    private readonly List<(LimiterSight Sight, Moment Named)> limiters = [];
    private readonly List<Address> defaults = [];
    private readonly List<(int Thread, Address Limiter, WorkItem Item)> present = [];
    private Moment? searched;

    /// <summary>Reads the limiters and their workers into the snapshot, which has its threads already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        LookAtWorkers(into, stacks);
        Search(into, stacks);
        defaults.Clear();
        runs.List(stacks, defaults);
        foreach (var limiter in defaults)
            Remember(limiter, into.At);
        foreach (var (_, limiter, _) in present)
            if (!limiter.IsNull)
                Remember(limiter, into.At);
        for (var i = 0; i < limiters.Count; i++)
        {
            var (limiter, named) = limiters[i];
            if (into.At - named > SearchEvery || (!TryList(into, stacks, limiter, named == into.At) && named != into.At))
                Forget(i--);
        }

        if (workers.Count > (stacks.Count * 2) + PoolLimits.MostPools)
            Forget();
    }

    private void LookAtWorkers(Snapshot into, List<StackSight> stacks)
    {
        present.Clear();
        for (var i = 0; i < stacks.Count; i++)
        {
            ref readonly var serving = ref stacks[i].Marks.Serving;
            if (serving.Landmark is not (Landmark.TrioJob or Landmark.TrioWorker))
                continue;
            var state = stacks[i].Thread.State.Value;
            if (!workers.TryGetValue(state, out var worker))
                workers[state] = worker = new TrioWorker(memory, objects, closures, calls, tasks);
            try
            {
                var item = worker.Look(serving, into.Depth);
                // one that is busy and holds no token works for somebody else
                if (item.Id == 0 ? serving.Landmark == Landmark.TrioWorker || !serving.Number.IsNull : !worker.Limiter.IsNull)
                    present.Add((i, worker.Limiter, item));
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap($"the trio worker {into.Threads[i].NativeId}", unreadable.Message));
            }
        }
    }

    private void Remember(Address limiter, Moment at)
    {
        if (IndexOf(limiter) is var i and >= 0)
            limiters[i] = (limiters[i].Sight, at);
        else if (limiters.Count < PoolLimits.MostPools && limiter.IsPlausibleObject)
            limiters.Add((new LimiterSight(memory, objects, limiter, "_pending_borrowers"), at));
    }

    /// <summary>Adds a limiter to the snapshot.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="stacks">The threads.</param>
    /// <param name="sight">The limiter.</param>
    /// <param name="isNamed">A run or a worker names it in this look, so it is there.</param>
    /// <returns>Whether it is listed.</returns>
    private bool TryList(Snapshot into, List<StackSight> stacks, LimiterSight sight, bool isNamed)
    {
        var name = defaults.Contains(sight.Address) ? "trio default limiter" : "trio limiter";
        try
        {
            sight.Refresh();
        }
        catch (UnreadableException unreadable)
        {
            if (isNamed)
                into.Gaps.Add(new Gap($"the {name}", unreadable.Message));
            if (!isNamed || sight is { Limit: null, Borrowed: 0 })
                return false;
        }

        var isHome = sight.Address == (defaults.Count > 0 ? defaults[0] : limiters[0].Sight.Address);
        var firstWorker = into.Workers.Count;
        foreach (var (thread, limiter, item) in present)
            if (limiter == sight.Address || (isHome && limiter.IsNull))
                into.Workers.Add(new Worker(thread, item, stacks[thread].Marks.AwaitedResult.Value));
        sight.AddTo(into, PoolKind.TrioLimiter, name, Address.Null, firstWorker, waiters);
        return true;
    }

    private void Search(Snapshot into, List<StackSight> stacks)
    {
        var isDue = searched is not { } at || into.At - at > SearchEvery;
        if (into.Depth != LookDepth.Everything && !IsAnyNew() && (!isDue || (into.Depth < LookDepth.Kernel && searched is not null)))
            return;
        searched = into.At;
        runs.Forget(stacks);
        foreach (var stack in stacks)
        {
            if (stack.Marks.TrioRunner.IsNull)
                continue;
            memory.Record(null);
            try
            {
                runs.Search(stack);
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap("trio's limiters", unreadable.Message));
            }
            finally
            {
                memory.Stop(true);
            }
        }
    }

    /// <summary>Whether a worker names a limiter that is not known: it may be a run's.</summary>
    private bool IsAnyNew()
    {
        foreach (var (_, limiter, _) in present)
            if (!limiter.IsNull && IndexOf(limiter) < 0)
                return true;
        return false;
    }

    private int IndexOf(Address limiter)
    {
        for (var i = 0; i < limiters.Count; i++)
            if (limiters[i].Sight.Address == limiter)
                return i;
        return -1;
    }

    private void Forget(int limiter)
    {
        limiters[limiter].Sight.Drop();
        limiters.RemoveAt(limiter);
    }

    private void Forget()
    {
        foreach (var worker in workers.Values)
            worker.Drop();
        workers.Clear();
    }
}
