using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>All threads of the target, from look to look.</summary>
internal sealed class PythonThreads(
    Layout layout, PrefetchedMemory memory, ThreadWalk walk, CodeSights codes, ThreadNames names, KernelSights? kernel)
{
    /// <summary>Names hardly change: read anew at most this often.</summary>
    private static readonly TimeSpan NamesKeep = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<ulong, StackSight> sights = [];
    private readonly List<StackSight> order = [];
    private readonly HashSet<ulong> idents = [];
    private readonly HashSet<ulong> namesakes = [];
    private readonly StackTable stacks = new();
    private readonly FrameWalk frames = new(layout, memory);
    private int seenChanges = -1;
    private int namedChanges = -1;
    private Moment named;

    /// <summary>The stacks in the order of <see cref="Snapshot.Threads"/>.</summary>
    public List<StackSight> Stacks => order;

    /// <summary>For each of them the lock of its interpreter.</summary>
    public List<Address> Locks { get; } = [];

    /// <summary>Reads all threads into the snapshot.</summary>
    public void Look(Snapshot into)
    {
        try
        {
            walk.Refresh();
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap("threads", unreadable.Message));
        }

        if (walk.Changes != seenChanges)
        {
            kernel?.Follow(walk.Threads.Select(static thread => thread.Ident));
            FollowList();
        }

        RefreshNames(into);
        for (var i = 0; i < order.Count; i++)
            into.Threads.Add(LookAt(order[i], into));
    }

    private TargetThread LookAt(StackSight sight, Snapshot into)
    {
        var thread = sight.Thread;
        var native = kernel?.NativeId(thread.Ident, thread.NativeId) ?? 0;
        sight.Refresh(kernel, native);
        if (sight.Trouble is { } trouble && sight.Quality != StackQuality.Complete)
            into.Gaps.Add(new Gap(native == 0 ? "a thread" : $"thread {native}", trouble));
        // up to 3.11 a state bears its maker's ident until its own thread runs (new_threadstate and t_bootstrap in CPython)
        if (sight.Stack.Frames.IsEmpty && namesakes.Contains(thread.State.Value))
            return new TargetThread(thread.State.Value, 0, null, sight.Stack, sight.Quality, HoldsGil(thread), default);
        return new TargetThread(thread.State.Value, native, names.Of(thread.Ident), sight.Stack, sight.Quality, HoldsGil(thread), default);
    }

    private bool HoldsGil(in ThreadAt thread)
    {
        if (!memory.IsBracketed(thread.Gil))
            return false;
        var gil = GilState.From(memory.After(thread.Gil));
        return gil.IsLocked && gil.Holder == thread.State.Value;
    }

    /// <summary>Keeps the sights of the threads that still are, in the order of the list, oldest thread first.</summary>
    private void FollowList()
    {
        seenChanges = walk.Changes;
        order.Clear();
        Locks.Clear();
        idents.Clear();
        namesakes.Clear();
        var gone = new HashSet<ulong>(sights.Keys);
        for (var i = walk.Threads.Count - 1; i >= 0; i--)
        {
            var thread = walk.Threads[i];
            gone.Remove(thread.State.Value);
            if (!idents.Add(thread.Ident))
                namesakes.Add(thread.State.Value);
            if (!sights.TryGetValue(thread.State.Value, out var sight) || sight.Thread != thread)
            {
                sight?.Drop();
                sight = new StackSight(layout, memory, codes, stacks, frames, thread);
                sights[thread.State.Value] = sight;
            }

            order.Add(sight);
            Locks.Add(walk.Locks[thread.Gil]);
        }

        foreach (var state in gone)
        {
            sights[state].Drop();
            sights.Remove(state);
        }
    }

    private void RefreshNames(Snapshot into)
    {
        var age = into.At - named;
        var isDue = (walk.Changes != namedChanges && age >= NamesKeep) || into.Depth == LookDepth.Everything;
        if (!isDue && namedChanges >= 0)
            return;
        namedChanges = walk.Changes;
        named = into.At;
        memory.Record(null);
        try
        {
            names.Refresh(walk.Interpreters);
        }
        catch (UnreadableException unreadable)
        {
            into.Gaps.Add(new Gap("names of threads", unreadable.Message));
        }
        finally
        {
            memory.Stop(true);
        }
    }
}
