using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>One asyncio loop, from look to look, read from the locals of its <c>_run_once</c> and from its queues.</summary>
/// <remarks>Source: BaseEventLoop in Lib/asyncio/base_events.py, 3.8 – 3.15; see docs/asyncio.md.</remarks>
internal sealed class LoopSight(Layout layout, PrefetchedMemory memory, PyObjects objects, CallbackReads callbacks, TargetClock clock, Address loop)
{
    private const int ReadySlot = 0, ScheduledSlot = 1, ExecutorSlot = 2;
    private const int MostTimers = 1 << 24;

    /// <summary>asyncio asks for no longer wait than this: MAXIMUM_SELECT_TIMEOUT.</summary>
    private const double LongestPoll = 24 * 3600;

    private readonly ReadLog log = memory.NewLog();
    private Slots? slots;
    private Marks marks;
    private Loop facts;
    private (Address Type, long Offset) when;
    private Address floatType;
    private (Address Value, Address Executor) lastExecutor;
    private RunningCallback? callback;
    private Turn callbackTurn;

    public Address Address { get; } = loop;

    /// <summary>The loop's default executor; null when it has none yet.</summary>
    public Address DefaultExecutor { get; private set; }

    /// <summary>The loop as it is in this look.</summary>
    /// <param name="stack">The thread that runs it.</param>
    /// <param name="thread">That thread's index in the snapshot.</param>
    /// <param name="now">The moment of the look.</param>
    /// <param name="depth">From <see cref="LookDepth.Kernel"/> on, also what runs and how many timers are overdue.</param>
    public Loop Look(StackSight stack, int thread, Moment now, LookDepth depth)
    {
        ref readonly var current = ref stack.Marks;
        // what was not understood may only have been torn: it is read again, though its bytes may never change any more
        var isUnchanged = facts.Phase != LoopPhase.Unknown && SameMarks(current) && memory.IsUnchanged(log);
        var previous = facts;
        if (!isUnchanged)
        {
            marks = current;
            Read(now);
            if (facts.Phase == LoopPhase.Running && !(log.IsOfOneBatch && stack.Quality == StackQuality.Complete) && !IsEndTimeStill(current))
                facts = facts with { Phase = LoopPhase.Unknown };
        }

        facts = facts with { Thread = thread };
        if (facts.Phase != LoopPhase.Running)
            return facts;
        var isHeld = previous.Phase == LoopPhase.Running && facts.Turn.IsSameAs(previous.Turn);
        if (isHeld || depth >= LookDepth.Kernel)
            ReadCallback();
        return depth >= LookDepth.Kernel ? facts with { OverdueTimers = CountOverdue(now) } : facts;
    }

    /// <summary>Forgets the loop.</summary>
    public void Drop() => memory.Drop(log);

    private bool SameMarks(in Marks current) =>
        marks.EndTime == current.EndTime && marks.Handle == current.Handle && marks.Index == current.Index
        && marks.Count == current.Count && marks.Timeout == current.Timeout;

    private void Read(Moment now)
    {
        memory.Record(null);
        if (slots is null || !slots.AreStill(memory))
            slots = Slots.Of(objects, Address, "_ready", "_scheduled", "_default_executor");
        memory.Stop(true);
        memory.Record(log);
        var isWhole = false;
        try
        {
            if (!slots.AreStill(memory))
                throw new UnreadableException("the loop's attributes moved while they were read");
            var scheduled = slots.Value(memory, ScheduledSlot);
            var timers = objects.Size(scheduled, MostTimers);
            var next = timers > 0 ? FirstTimer(scheduled) : (double?)null;
            DefaultExecutor = Executor(slots.Value(memory, ExecutorSlot));
            facts = new Loop
            {
                Id = Address.Value,
                Kind = LoopKind.Asyncio,
                Thread = 0,
                Phase = marks.EndTime.IsNull ? LoopPhase.Polling : LoopPhase.Running,
                Ready = objects.Size(slots.Value(memory, ReadySlot), MostTimers),
                Timers = timers,
                NextTimer = next is { } due ? clock.At(due) : null,
            };
            if (facts.Phase == LoopPhase.Running)
                facts = ReadTurn(now);
            else if (next is { } first)
                facts = facts with { PollBegan = PollBegan(first, now) };
            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }

    private Loop ReadTurn(Moment now)
    {
        var began = clock.At(objects.Float(marks.EndTime));
        // end_time lies one clock resolution in the future at most; anything else is a float that was used again
        if (began - now > TimeSpan.FromMilliseconds(1) || began.Nanoseconds <= 0)
            return facts with { Phase = LoopPhase.Unknown };
        var index = marks.Index.IsNull ? -1 : (int)objects.Int(marks.Index);
        var count = marks.Count.IsNull ? 0 : (int)objects.Int(marks.Count);
        var ready = facts.Ready;
        return facts with { Turn = new Turn(marks.EndTime.Value, began, marks.Handle.Value, index, count), Ready = ready };
    }

    /// <summary>While it polls, the first timer's moment less the timeout that was asked for is the moment the wait began.</summary>
    private Moment? PollBegan(double first, Moment now)
    {
        if (marks.Timeout.IsNull || objects.TypeOf(marks.Timeout) != floatType)
            return null;
        var timeout = objects.Float(marks.Timeout);
        var began = clock.At(first - timeout);
        return timeout > 0 && timeout < LongestPoll && began <= now ? began : null;
    }

    private double FirstTimer(Address scheduled) => When(memory.Pointer(objects.ListItems(scheduled)));

    private double When(Address timer)
    {
        var type = objects.TypeOf(timer);
        if (type != when.Type)
        {
            memory.Record(null);
            when = (type, objects.AttributeSlots(timer, ["_when"])[0] - timer);
            memory.Stop(true);
        }

        var value = memory.Pointer(timer + when.Offset);
        floatType = objects.TypeOf(value);
        return objects.Float(value);
    }

    /// <summary>Whether the local <c>end_time</c> still is what the walk saw: a float may be used again as soon as the turn is over.</summary>
    private bool IsEndTimeStill(in Marks current)
    {
        var value = memory.Target.UInt64(current.EndTime + layout.Object.Float);
        var slot = memory.Target.UInt64(current.EndTimeSlot) & layout.Frame.ReferenceMask;
        return slot == current.EndTime.Value && clock.At(BitConverter.UInt64BitsToDouble(value)) == facts.Turn.Began;
    }

    private void ReadCallback()
    {
        if (marks.Handle.IsNull || (callback is not null && callbackTurn == facts.Turn))
        {
            facts = facts with { Task = callback?.TaskName, Coroutine = callback?.Function };
            return;
        }

        memory.Record(null);
        try
        {
            callback = callbacks.Of(marks.Handle);
        }
        catch (UnreadableException)
        {
            // the callback has ended meanwhile: nothing is known of it
            callback = null;
        }
        finally
        {
            memory.Stop(true);
        }

        callbackTurn = facts.Turn;
        facts = facts with { Task = callback?.TaskName, Coroutine = callback?.Function };
    }

    private int? CountOverdue(Moment now)
    {
        const int most = 64;
        if (facts.NextTimer is not { } next || next >= now)
            return facts.NextTimer is null && facts.Timers is null ? null : 0;
        memory.Record(null);
        try
        {
            var scheduled = slots!.Value(memory, ScheduledSlot);
            var size = objects.Size(scheduled, MostTimers);
            var items = objects.ListItems(scheduled);
            var (overdue, pending) = (0, new System.Collections.Generic.Stack<int>([0]));
            while (pending.TryPop(out var i) && overdue < most)
            {
                if (i >= size || clock.At(When(memory.Pointer(items + (8L * i)))) >= now)
                    continue;
                overdue++;
                pending.Push((2 * i) + 1);
                pending.Push((2 * i) + 2);
            }

            return overdue;
        }
        catch (UnreadableException)
        {
            // the heap moved while it was walked: not counted in this look
            return null;
        }
        finally
        {
            memory.Stop(true);
        }
    }

    /// <summary>The attribute is None until the first use.</summary>
    private Address Executor(Address value)
    {
        if (value == lastExecutor.Value)
            return lastExecutor.Executor;
        memory.Record(null);
        var isNone = value.IsNull || objects.TypeName(objects.TypeOf(value)) == "NoneType";
        memory.Stop(true);
        lastExecutor = (value, isNone ? Address.Null : value);
        return lastExecutor.Executor;
    }
}
