using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>All event loops of the target, from look to look.</summary>
internal sealed class LoopSights(
    Layout layout, PrefetchedMemory memory, PyObjects objects, CallbackReads callbacks, RunningLoops running, TargetClock clock, KernelSights? kernel)
{
    /// <summary>How often threads without a visible loop are asked for a uvloop.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<ulong, LoopSight> asyncio = [];
    private readonly Dictionary<ulong, UvloopSight> uvloops = [];
    private readonly Dictionary<ulong, ulong> loopOfThread = [];
    private Moment searched;
    private int searchedThreads = -1;

    /// <summary>Default executors of the loops of the last look, with their loops.</summary>
    public List<(Address Loop, Address Executor)> Executors { get; } = [];

    /// <summary>Reads all loops into the snapshot, which has its threads already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        Executors.Clear();
        if (searchedThreads != stacks.Count || (into.Depth >= LookDepth.Kernel && into.At - searched > SearchEvery))
            Search(into.At, stacks);
        for (var i = 0; i < stacks.Count; i++)
        {
            var stack = stacks[i];
            try
            {
                if (stack.Marks.HasRunOnce)
                    LookAsyncio(into, stack, i);
                else if (loopOfThread.TryGetValue(stack.Thread.State.Value, out var loop))
                    LookUvloop(into, stack, i, loop);
            }
            catch (UnreadableException unreadable)
            {
                into.Gaps.Add(new Gap($"the loop of thread {into.Threads[i].NativeId}", unreadable.Message));
            }
        }
    }

    private void LookAsyncio(Snapshot into, StackSight stack, int thread)
    {
        var address = stack.Marks.Loop;
        if (!asyncio.TryGetValue(address.Value, out var sight))
        {
            if (asyncio.Count > 1024)
                Forget();
            asyncio[address.Value] = sight = new LoopSight(layout, memory, objects, callbacks, clock, PyObjects.Checked(address));
        }

        into.Loops.Add(sight.Look(stack, thread, into.At, into.Depth));
        if (!sight.DefaultExecutor.IsNull)
            Executors.Add((address, sight.DefaultExecutor));
    }

    private void LookUvloop(Snapshot into, StackSight stack, int thread, ulong loop)
    {
        if (!uvloops.TryGetValue(loop, out var sight))
            return;
        var native = into.Threads[thread].NativeId;
        var state = into.Depth >= LookDepth.Kernel && native != 0 && kernel is not null ? kernel.Read(native, default, false) : default;
        var facts = sight.Look(stack, thread, clock, state);
        if (facts.Phase == LoopPhase.Running && into.Depth >= LookDepth.Kernel)
            facts = WithTask(facts, stack);
        into.Loops.Add(facts);
    }

    private Loop WithTask(Loop facts, StackSight stack)
    {
        memory.Record(null);
        try
        {
            var task = running.TaskOf(stack.Thread, new Address(facts.Id));
            if (task.IsNull)
                return facts;
            var callback = callbacks.OfTask(task);
            return facts with { Task = callback.TaskName, Coroutine = callback.Function };
        }
        catch (UnreadableException)
        {
            // the task has ended meanwhile
            return facts;
        }
        finally
        {
            memory.Stop(true);
        }
    }

    /// <summary>Looks for uvloops on the threads that show no asyncio loop.</summary>
    private void Search(Moment now, List<StackSight> stacks)
    {
        searched = now;
        searchedThreads = stacks.Count;
        loopOfThread.Clear();
        memory.Record(null);
        try
        {
            foreach (var stack in stacks)
                if (!stack.Marks.HasRunOnce && stack.Stack.Frames.Length > 0)
                    SearchThread(stack.Thread);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void SearchThread(in ThreadAt thread)
    {
        try
        {
            var loop = running.LoopOf(thread);
            if (loop.IsNull)
                return;
            if (!uvloops.ContainsKey(loop.Value) && UvloopSight.Find(memory, objects, loop) is { } found)
                uvloops[loop.Value] = found;
            if (uvloops.ContainsKey(loop.Value))
                loopOfThread[thread.State.Value] = loop.Value;
        }
        catch (UnreadableException)
        {
            // no loop that can be read runs on this thread now; it is searched again soon
            loopOfThread.Remove(thread.State.Value);
        }
    }

    private void Forget()
    {
        foreach (var sight in asyncio.Values)
            sight.Drop();
        asyncio.Clear();
    }
}
