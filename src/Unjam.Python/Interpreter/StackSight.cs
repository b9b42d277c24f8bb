using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>One thread's stack, from look to look.</summary>
internal sealed class StackSight(Layout layout, PrefetchedMemory memory, CodeSights codes, StackTable stacks, FrameWalk walk, ThreadAt thread)
{
    /// <summary>A thread that has changed its frames this often within some 20 µs is certainly not stuck: that is the answer.</summary>
    private const int MostTries = 3;

    private static readonly Frame[] None = [];

    private readonly ReadLog log = memory.NewLog();
    private readonly List<CodeSight> used = [];
    private Frame[] frames = None;
    private int count;
    private bool isCut;
    private Marks marks;
    private Marks worker;
    private Landmark inner;

    public ThreadAt Thread { get; } = thread;

    /// <summary>What the last look saw; empty when nothing was readable.</summary>
    public Stack Stack { get; private set; } = Stack.Empty;

    public StackQuality Quality { get; private set; }

    /// <summary>Locals of known functions on the stack.</summary>
    public ref readonly Marks Marks => ref marks;

    /// <summary>Why the stack could not be read, when the thread was not merely moving; else null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Brings the stack up to date.</summary>
    /// <param name="kernel">Asked whether a thread that held the lock last sleeps; null when the kernel cannot be asked.</param>
    /// <param name="native">The thread's kernel id; 0 when unknown.</param>
    public void Refresh(KernelSights? kernel, int native)
    {
        RefreshStack(kernel, native);
        if (marks.HasWorker || marks.Serving.Landmark != Landmark.None || Quality == StackQuality.Complete)
            worker = marks;
        else if (worker.HasWorker)
            KeepWorker();
        else if (worker.Serving.Landmark != Landmark.None)
            KeepServing();
    }

    /// <summary>Forgets the thread: it has ended.</summary>
    public void Drop() => memory.Drop(log);

    /// <summary>A worker stays one until it ends, and its frame stays where it is: what it runs can be read though the frames above it move.</summary>
    private void KeepWorker()
    {
        Span<byte> item = stackalloc byte[8];
        var slot = new MemoryRange(worker.ItemSlot, item.Length);
        if (memory.Target.Read(new ReadOnlySpan<MemoryRange>(in slot), item) != 1)
            return;
        marks.HasWorker = true;
        marks.Executor = worker.Executor;
        marks.Queue = worker.Queue;
        marks.ItemSlot = worker.ItemSlot;
        marks.Item = new Address(BitConverter.ToUInt64(item) & layout.Frame.ReferenceMask);
    }

    /// <summary>The same for a worker of another pool: its frames move, so it does not wait for an item.</summary>
    private void KeepServing()
    {
        ref readonly var before = ref worker.Serving;
        var target = memory.Target;
        try
        {
            marks.Serving = before with
            {
                Called = new Address(target.UInt64(LocalSlot(before.Code!, before.Frame, LandmarkShape.Called)) & layout.Frame.ReferenceMask),
                Ticket = new Address(target.UInt64(LocalSlot(before.Code!, before.Frame, LandmarkShape.Ticket)) & layout.Frame.ReferenceMask),
                IsWaiting = false,
            };
        }
        catch (UnreadableException)
        {
            // the thread has ended: it serves nothing any more
            marks.Serving = default;
        }
    }

    private void RefreshStack(KernelSights? kernel, int native)
    {
        Trouble = null;
        if (memory.IsUnchanged(log) && AreCodesTheSame())
        {
            if (Quality == StackQuality.Moving && IsProvenByBatch())
                Quality = StackQuality.Complete;
            return;
        }

        var isWalked = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (!TryWalk(afresh: tries > 0))
                continue;
            isWalked = true;
            Stack = stacks.Of(frames.AsSpan(0, count));
            Quality = isCut ? StackQuality.Truncated : StackQuality.Moving;
            if (isCut)
                return;
            if (log.IsOfOneBatch && IsProvenByBatch())
            {
                Quality = StackQuality.Complete;
                return;
            }

            var isStill = IsProvenByConfirmation(native == 0 ? null : kernel, native, out var isSame);
            if (isStill)
                Quality = StackQuality.Complete;
            if (isSame)
                return;
        }

        if (isWalked && Trouble is null)
            return;
        if (Trouble is null)
            count = 0; // what it runs was replaced under every walk
        Stack = stacks.Of(frames.AsSpan(0, count));
        Quality = count == 0 ? StackQuality.Unread : StackQuality.Truncated;
        marks = default;
        // frames that change under the walk are torn, not damaged: that the thread moves is the answer
        if (memory.IsBracketed(Thread.Gil) && !IsProvenByBatch())
            Trouble = null;
    }

    private bool AreCodesTheSame()
    {
        foreach (var code in used)
            if (!codes.IsStill(code))
                return false;
        return true;
    }

    private bool AreCodesAsRead()
    {
        foreach (var code in used)
            if (!codes.IsAsRead(code))
                return false;
        return true;
    }

    private bool TryWalk(bool afresh)
    {
        memory.IsAfresh = afresh;
        memory.Record(log);
        var isWhole = false;
        try
        {
            Walk();
            Trouble = null;
            // a frame may run code that was not there yet when the code's bytes were read, even within one batch
            isWhole = (log.IsOfOneBatch && IsProvenByBatch()) || AreCodesAsRead();
        }
        catch (UnreadableException unreadable)
        {
            Trouble = unreadable.Message;
        }
        finally
        {
            memory.Stop(isWhole);
            memory.IsAfresh = false;
        }

        return isWhole;
    }

    private void Walk()
    {
        count = 0;
        used.Clear();
        marks = new Marks { FramesAboveRunner = -1 };
        inner = Landmark.None;
        walk.Begin(Thread.State);
        while (walk.Next())
        {
            var code = codes.At(walk.Code);
            if (!used.Contains(code))
                used.Add(code);
            Note(code, walk.Frame);
            if (count == frames.Length)
                Array.Resize(ref frames, Math.Max(16, count * 2));
            frames[count++] = new Frame(code.Function, code.Line(walk.Instruction));
        }

        isCut = walk.IsCut;
    }

    private void Note(CodeSight code, Address frame)
    {
        marks.HasCoroutine |= code.Function.IsCoroutine;
        switch (code.Landmark)
        {
            case Landmark.RunOnce when !marks.HasRunOnce:
                marks.HasRunOnce = true;
                marks.FramesAboveRunOnce = count;
                marks.Loop = Local(code, frame, LandmarkShape.Self);
                marks.Handle = Local(code, frame, LandmarkShape.Handle);
                marks.EndTimeSlot = LocalSlot(code, frame, LandmarkShape.EndTime);
                marks.EndTime = Local(code, frame, LandmarkShape.EndTime);
                marks.Timeout = Local(code, frame, LandmarkShape.Timeout);
                marks.Index = Local(code, frame, LandmarkShape.Index);
                marks.Count = Local(code, frame, LandmarkShape.Count);
                break;
            case Landmark.Worker when !marks.HasWorker:
                marks.HasWorker = true;
                marks.Executor = Local(code, frame, LandmarkShape.Executor);
                marks.Queue = Local(code, frame, LandmarkShape.Queue);
                marks.ItemSlot = LocalSlot(code, frame, LandmarkShape.Item);
                marks.Item = Local(code, frame, LandmarkShape.Item);
                break;
            case Landmark.AnyioWorker when marks.Serving.Landmark == Landmark.None:
                marks.Serving = new Serving
                {
                    Landmark = code.Landmark,
                    Frame = frame,
                    Code = code,
                    Owner = Local(code, frame, LandmarkShape.Owner),
                    Called = Local(code, frame, LandmarkShape.Called),
                    Ticket = Local(code, frame, LandmarkShape.Ticket),
                    IsWaiting = inner == Landmark.QueueGet,
                };
                break;
            case Landmark.Result when marks.AwaitedResult.IsNull && !marks.HasWorker:
                marks.AwaitedResult = Local(code, frame, LandmarkShape.Self);
                break;
            case Landmark.Runner when marks.FramesAboveRunner < 0:
                marks.FramesAboveRunner = count;
                break;
        }

        if (WaitSite.IsPart(code.Landmark))
            marks.Wait.Note(code.Landmark, Local(code, frame, LandmarkShape.Self), count);
        inner = code.Landmark;
    }

    private Address LocalSlot(CodeSight code, Address frame, int local) => frame + layout.Frame.Locals + (8L * code.Slots[local]);

    private Address Local(CodeSight code, Address frame, int local) =>
        new(memory.UInt64(LocalSlot(code, frame, local)) & layout.Frame.ReferenceMask);

    private bool IsProvenByBatch()
    {
        if (!memory.IsBracketed(Thread.Gil))
            return false;
        var before = GilState.From(memory.Before(Thread.Gil));
        var after = GilState.From(memory.After(Thread.Gil));
        return GilState.ProvesStill(Thread.State.Value, before, after);
    }

    /// <summary>Reads the same bytes once more between two looks at the lock; the thread that held the lock last must sleep through it.</summary>
    private bool IsProvenByConfirmation(KernelSights? kernel, int native, out bool isSame)
    {
        Span<byte> before = stackalloc byte[GilState.Length];
        Span<byte> after = stackalloc byte[GilState.Length];
        var asleep = kernel?.Witness(native) ?? default;
        isSame = memory.Confirm(log, Thread.Gil, before, after);
        if (!isSame)
            return false;
        var (first, second) = (GilState.From(before), GilState.From(after));
        if (GilState.ProvesStill(Thread.State.Value, first, second))
            return true;
        return asleep.IsSleeping && first.Switches == second.Switches && asleep.ProvesSleepUntil(kernel!.Witness(native));
    }
}
