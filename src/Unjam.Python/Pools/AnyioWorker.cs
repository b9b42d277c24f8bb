using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Asyncio;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One worker thread of AnyIO, from look to look.</summary>
/// <remarks>
/// Source: WorkerThread in anyio/_backends/_asyncio.py. Addresses of futures are used again at once; the moment since which the worker
/// was idle is set between two items, so both together tell an item from all others.
/// </remarks>
internal sealed class AnyioWorker(Layout layout, PrefetchedMemory memory, PyObjects objects, CallableReads callables, CallbackReads callbacks, CallerReads callers)
{
    private const int IdleSlot = 0, LoopSlot = 1;

    private readonly ReadLog log = memory.NewLog();
    private Slots? slots;
    private Serving current;
    private WorkItem facts;
    private (ulong Item, int State) read;
    private ulong called;
    private bool isCallerRead;

    /// <summary>The loop that gives it work; a null address until it is known.</summary>
    public Address Loop { get; private set; }

    /// <summary>What it runs in this look; default when it is idle.</summary>
    /// <exception cref="UnreadableException">It is no worker, or is damaged.</exception>
    public WorkItem Look(in Serving serving, LookDepth depth)
    {
        if (serving.Owner != current.Owner || Loop.IsNull)
            Loop = LoopOf(serving.Owner);
        var isSame = serving.Owner == current.Owner && serving.Ticket == current.Ticket && serving.Called == current.Called;
        current = serving;
        if (serving.IsWaiting || serving.Ticket.IsNull)
            return default;
        if (!isSame || !memory.IsUnchanged(log))
            Read();
        if (depth >= LookDepth.Kernel && !isCallerRead)
            ReadCaller();
        return facts;
    }

    /// <summary>Forgets the worker.</summary>
    public void Drop() => memory.Drop(log);

    private Address LoopOf(Address worker)
    {
        memory.Record(null);
        try
        {
            return objects.Attribute(worker, "loop");
        }
        finally
        {
            memory.Stop(true);
        }
    }

    private void Read()
    {
        memory.Record(log);
        var isWhole = false;
        try
        {
            slots = objects.Follow(memory, slots, current.Owner, "idle_since", "loop");
            var idle = memory.UInt64(slots.Value(memory, IdleSlot) + layout.Object.Float);
            read = (Identity.Of(current.Ticket.Value, idle), memory.Int32(PyObjects.Checked(current.Ticket) + layout.Task.FutureState));
            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }

        if (read.Item != facts.Result || current.Called.Value != called)
            Describe();
        if (facts.Caller is { IsCancelled: false } caller && IsCancelled)
            facts = facts with { Caller = caller with { IsCancelled = true } };
    }

    private bool IsCancelled => read.State == TaskReads.Cancelled;

    private void Describe()
    {
        called = current.Called.Value;
        isCallerRead = false;
        memory.Record(null);
        memory.IsAfresh = true;
        try
        {
            var task = callbacks.WaiterOf(current.Ticket);
            facts = new WorkItem(task.IsNull ? read.Item : task.Value, read.Item, callables.FunctionOf(current.Called));
        }
        catch (UnreadableException)
        {
            // it has just been taken or finished: that there is one is all that is known
            facts = new WorkItem(read.Item, read.Item, null);
        }
        finally
        {
            memory.IsAfresh = false;
            memory.Stop(true);
        }
    }

    private void ReadCaller()
    {
        isCallerRead = true;
        if (facts.Id == facts.Result)
            return;
        memory.Record(null);
        try
        {
            facts = facts with { Caller = callers.Of(new Address(facts.Id)).Caller };
        }
        catch (UnreadableException)
        {
            // the task has gone meanwhile: who waited is not known
            facts = facts with { Caller = null };
        }
        finally
        {
            memory.Stop(true);
        }
    }
}
