using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Kernel;

namespace Unjam.Python.Waits;

/// <summary>Says what each thread waits for, from look to look.</summary>
internal sealed class WaitSights(PrefetchedMemory memory, ThreadReads threads, LockWaits locks, ResultLoops results)
{
    private const int MostKnown = 2 * 8192;

    private readonly Dictionary<ulong, (ulong On, ulong Answer)> known = [];

    /// <summary>Adds the waits to a snapshot that has its threads, loops and what the kernel says of them.</summary>
    public void Look(Snapshot into, List<StackSight> stacks)
    {
        if (known.Count > MostKnown)
            known.Clear();
        for (var i = 0; i < stacks.Count; i++)
        {
            var wait = Of(into, stacks, i);
            if (wait.Kind != WaitKind.None)
                into.Threads.Replace(i, into.Threads[i] with { Wait = wait });
        }
    }

    private Wait Of(Snapshot into, List<StackSight> stacks, int index)
    {
        var stack = stacks[index];
        ref readonly var site = ref stack.Marks.Wait;
        memory.Record(null);
        try
        {
            return site.Kind switch
            {
                WaitKind.None or WaitKind.Lock => Sleeping(into, stacks, index),
                WaitKind.Join => new Wait(WaitKind.Join, site.On.Value, NativeId(into, stacks, Joined(stack, into.Depth))),
                WaitKind.Result => new Wait(WaitKind.Result, site.On.Value, Loop: LoopOf(stack, into)),
                _ => new Wait(site.Kind, site.On.Value),
            };
        }
        catch (UnreadableException)
        {
            // the wait is over: what it was for is all that is known
            return site.Kind is WaitKind.Lock ? default : new Wait(site.Kind, site.On.Value);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private Wait Sleeping(Snapshot into, List<StackSight> stacks, int index)
    {
        var kernel = into.Threads[index].Kernel;
        if (kernel is not { State: 'S', WaitsForGil: false } || !SystemCalls.IsFutex(kernel.SystemCall))
            return default;
        ref readonly var site = ref stacks[index].Marks.Wait;
        var wait = locks.Of(kernel.Argument0, stacks[index], out var owner);
        if (site.Kind == WaitKind.Lock)
            owner = locks.OwnerOfCondition(site.On);
        return wait with { Owner = NativeId(into, stacks, owner) };
    }

    /// <summary>The pthread_t of the joined thread; read anew when the kernel is asked, as addresses of threads are used again.</summary>
    private ulong Joined(StackSight stack, LookDepth depth)
    {
        var on = stack.Marks.Wait.On;
        if (depth < LookDepth.Kernel && known.TryGetValue(stack.Thread.State.Value, out var before) && before.On == on.Value)
            return before.Answer;
        var ident = threads.Ident(on);
        known[stack.Thread.State.Value] = (on.Value, ident);
        return ident;
    }

    private ulong LoopOf(StackSight stack, Snapshot into)
    {
        var on = stack.Marks.Wait.On;
        if (into.Depth < LookDepth.Kernel)
            return known.TryGetValue(stack.Thread.State.Value, out var before) && before.On == on.Value ? before.Answer : 0;
        known.Remove(stack.Thread.State.Value);
        var loop = results.Of(on, into.Loops.Span);
        known[stack.Thread.State.Value] = (on.Value, loop);
        return loop;
    }

    private static int NativeId(Snapshot into, List<StackSight> stacks, ulong ident)
    {
        for (var i = 0; ident != 0 && i < stacks.Count; i++)
            if (stacks[i].Thread.Ident == ident)
                return into.Threads[i].NativeId;
        return 0;
    }
}
