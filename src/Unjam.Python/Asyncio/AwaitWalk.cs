using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Follows what a suspended coroutine awaits, from the outermost coroutine to the object that it waits for.</summary>
/// <remarks>Source: PyGenObject and the value stack of its frame; see docs/tasks.md for where each version keeps what is awaited.</remarks>
internal sealed class AwaitWalk(Layout layout, PyObjects objects, CodeSights codes, TaskReads tasks, FrameWalk frames, StackTable stacks)
{
    private const int MostAwaits = 1000;

    private readonly List<Frame> chain = [];

    /// <summary>What the last coroutine wants to have called in a worker thread; a null address when it wants nothing.</summary>
    public Address Wanted { get; private set; }

    /// <summary>The limiter that the last coroutine named for that, or waits for; a null address when it named none.</summary>
    public Address Limiter { get; private set; }

    /// <summary>What the innermost coroutine of the last one waits for; a null address when it is running.</summary>
    public Address Awaited { get; private set; }

    /// <summary>The chain of a coroutine, the innermost first, and the kind of object that it waits for (null when it is running).</summary>
    public (Unjam.Model.Stack Chain, string? AwaitsOn) Of(Address coroutine)
    {
        chain.Clear();
        (Wanted, Limiter, Awaited) = (Address.Null, Address.Null, Address.Null);
        string? awaitsOn = null;
        var seen = new HashSet<ulong>();
        while (!coroutine.IsNull && chain.Count < MostAwaits && seen.Add(coroutine.Value))
        {
            var type = objects.TypeName(objects.TypeOf(coroutine));
            switch (type)
            {
                case "coroutine" or "generator" or "async_generator":
                    coroutine = Step(coroutine);
                    break;
                case "coroutine_wrapper" or "async_generator_asend" or "async_generator_athrow" or "anext_awaitable":
                    coroutine = objects.Memory.Pointer(coroutine + layout.Callable.StepTask);
                    break;
                case "_asyncio.FutureIter":
                    var future = objects.Memory.Pointer(coroutine + layout.Callable.StepTask);
                    awaitsOn = future.IsNull ? "Future" : KindOf(future);
                    Awaited = future;
                    coroutine = Address.Null;
                    break;
                default:
                    awaitsOn = type;
                    Awaited = coroutine;
                    coroutine = Address.Null;
                    break;
            }
        }

        chain.Reverse();
        return (stacks.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chain)), awaitsOn);
    }

    /// <summary>What a future is, with the task's name when it is one.</summary>
    private string KindOf(Address future) => tasks.IsNative(future) ? $"task {tasks.Name(future)}" : ShortName(objects.TypeName(objects.TypeOf(future)));

    private static string ShortName(string type) => type[(type.LastIndexOf('.') + 1)..];

    /// <summary>Adds a coroutine's frame to the chain and goes on to what it awaits; null when it is not suspended.</summary>
    private Address Step(Address generator)
    {
        var at = layout.Task;
        var memory = objects.Memory;
        var frame = at.GeneratorCode >= 0 && layout.Frame.AreHeapObjects
            ? memory.Pointer(generator + at.GeneratorFrame)
            : generator + at.GeneratorFrame;
        if (frame.IsNull)
            return frame;
        frames.BeginAt(frame);
        if (!frames.Next())
            return Address.Null;
        var code = codes.At(frames.Code);
        chain.Add(new Frame(code.Function, code.Line(frames.Instruction)));
        Note(code);
        return IsSuspended(generator, frame) ? AwaitedBy(frame) : Address.Null;
    }

    private void Note(CodeSight code)
    {
        if (code.Landmark == Landmark.AnyioCall)
            (Wanted, Limiter) = (Content(Local(code, LandmarkShape.Wanted)), Local(code, LandmarkShape.Limiter));
        else if (code.Landmark == Landmark.TrioCall && Wanted.IsNull)
            Wanted = Content(Local(code, LandmarkShape.Wanted));
        else if (code.Landmark == Landmark.AnyioAcquire)
            Limiter = Local(code, LandmarkShape.Owner);
    }

    /// <summary>The value of a local that an inner function has closed over: since 3.11 its cell is in its place; before, the place is empty.</summary>
    private Address Content(Address local) =>
        !local.IsNull && objects.TypeName(objects.TypeOf(local)) == "cell" ? objects.Memory.Pointer(local + layout.Object.CellObject) : local;

    private Address Local(CodeSight code, int local) =>
        new(objects.Memory.UInt64(frames.Frame + layout.Frame.Locals + (8L * code.Slots[local])) & layout.Frame.ReferenceMask);

    private bool IsSuspended(Address generator, Address frame)
    {
        var at = layout.Task;
        var state = at.GeneratorStateShape switch
        {
            GeneratorStateShape.RunningFlag => objects.Memory.UInt8(generator + at.GeneratorState) == 0 ? at.SuspendedMin : at.Executing,
            GeneratorStateShape.InFrame => (sbyte)objects.Memory.UInt8(frame + layout.Frame.State),
            _ => (sbyte)objects.Memory.UInt8(generator + at.GeneratorState),
        };
        return state >= at.SuspendedMin && state <= at.SuspendedMax;
    }

    private Address AwaitedBy(Address frame)
    {
        var memory = objects.Memory;
        var at = layout.Frame;
        var depth = layout.Task.AwaitedDepth;
        var slot = layout.Task.Awaited switch
        {
            AwaitedShape.BelowStackTop => memory.Pointer(frame + at.StackTop) + (-8 * depth),
            AwaitedShape.ValueStackDepth => memory.Pointer(frame + at.ValueStack) + (8L * (memory.Int32(frame + at.StackTop) - depth)),
            AwaitedShape.LocalsDepth => frame + at.Locals + (8L * (memory.Int32(frame + at.StackTop) - depth)),
            _ => memory.Pointer(frame + at.StackTop) + (-8 * depth),
        };
        if (!slot.IsPlausibleObject)
            return Address.Null;
        var awaited = new Address(memory.UInt64(slot) & at.ReferenceMask);
        return awaited.IsPlausibleObject ? awaited : Address.Null;
    }
}
