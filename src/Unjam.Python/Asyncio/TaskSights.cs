using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;

namespace Unjam.Python.Asyncio;

/// <summary>All tasks of the target with their await chains: read only when everything is asked for.</summary>
internal sealed class TaskSights(PrefetchedMemory memory, ThreadWalk threads, TaskWalk walk, TaskReads reads, AwaitWalk awaits, RunningLoops running)
{
    /// <summary>Limiters that tasks of the last look named, with the tasks' loops.</summary>
    public HashSet<(Address Loop, Address Limiter)> Limiters { get; } = [];

    /// <summary>Reads the tasks into the snapshot, which has its loops already.</summary>
    public void Look(Snapshot into)
    {
        Limiters.Clear();
        memory.Record(null);
        try
        {
            foreach (var interpreter in threads.Interpreters)
                foreach (var task in walk.Of(interpreter, threads.Threads))
                    Add(into, task);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap("tasks", unreadable.Message));
        }
        finally
        {
            memory.Stop(true);
        }

        Count(into);
    }

    private void Add(Snapshot into, Address task)
    {
        try
        {
            var owner = reads.Loop(task);
            var loop = IndexOf(into, owner.Value);
            var coroutine = reads.Coroutine(task);
            var (chain, on) = coroutine.IsNull ? (Unjam.Model.Stack.Empty, null) : awaits.Of(coroutine);
            if (!coroutine.IsNull && !awaits.Limiter.IsNull)
                Limiters.Add((owner, awaits.Limiter));
            var name = reads.Name(task);
            var isCallback = on is null && loop >= 0 && into.Loops[loop].Task == name;
            // an eager task runs inside the step of the one that created it
            var isInside = !isCallback && on is null && loop >= 0 && into.Loops[loop].Phase == LoopPhase.Running && IsCurrent(into, loop, owner, task);
            into.Tasks.Add(new AsyncTask(task.Value, loop, name, chain, isCallback || isInside, on)
            {
                AwaitsId = coroutine.IsNull ? 0 : awaits.Awaited.Value,
                IsEager = isInside || walk.IsEager(task),
                AwaitedBy = reads.AwaitedBy(task),
            });
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap($"task at {task}", unreadable.Message));
        }
    }

    private bool IsCurrent(Snapshot into, int loop, Address owner, Address task)
    {
        foreach (var thread in threads.Threads)
            if (thread.State.Value == into.Threads[into.Loops[loop].Thread].Id)
                return running.TaskOf(thread, owner) == task;
        return false;
    }

    private static int IndexOf(Snapshot into, ulong loop)
    {
        for (var i = 0; i < into.Loops.Count; i++)
            if (into.Loops[i].Id == loop)
                return i;
        return -1;
    }

    private static void Count(Snapshot into)
    {
        for (var i = 0; i < into.Loops.Count; i++)
        {
            var count = 0;
            foreach (ref readonly var task in into.Tasks.Span)
                count += task.Loop == i ? 1 : 0;
            into.Loops.Replace(i, into.Loops[i] with { Tasks = count });
        }
    }
}
