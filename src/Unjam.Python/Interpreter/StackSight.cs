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
    private Address runner;
    private readonly MarkReads reads = new(layout, memory);

    public ThreadAt Thread { get; } = thread;

    /// <summary>What the last look saw; empty when nothing was readable.</summary>
    public Stack Stack { get; private set; } = Stack.Empty;

    public StackQuality Quality { get; private set; }

    /// <summary>Locals of known functions on the stack.</summary>
    public ref readonly Marks Marks => ref marks;

    /// <summary>Grows whenever something of the stack had changed, be it only a local.</summary>
    public int Version { get; private set; }

    /// <summary>Why the stack could not be read, when the thread was not merely moving; else null.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Brings the stack up to date.</summary>
    /// <param name="kernel">Asked whether a thread that held the lock last sleeps; null when the kernel cannot be asked.</param>
    /// <param name="native">The thread's kernel id; 0 when unknown.</param>
    public void Refresh(KernelSights? kernel, int native)
    {
        RefreshStack(kernel, native);
        // a stack that was torn while it was walked says nothing of where its thread began
        if (Quality == StackQuality.Complete)
            reads.KeepConsumer();
        if (Quality == StackQuality.Complete || !marks.TrioRunner.IsNull)
            runner = marks.TrioRunner;
        else
            marks.TrioRunner = runner; // a run goes on, though its stack moves
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
        if (before.Landmark == Landmark.QueueGet)
        {
            marks.Serving = before with { IsWaiting = false };
            return;
        }

        var isAfresh = memory.IsAfresh;
        memory.Record(null);
        memory.IsAfresh = true;
        try
        {
            var now = reads.ServingAt(before.Code!, before.Frame) with { IsWaiting = false };
            // a frame that has ended may be another worker's by now
            marks.Serving = now.Owner == before.Owner ? now : default;
        }
        catch (UnreadableException)
        {
            // the thread has ended: it serves nothing any more
            marks.Serving = default;
        }
        finally
        {
            memory.IsAfresh = isAfresh;
            memory.Stop(true);
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

        Version++;
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
        reads.Begin(ref marks);
        walk.Begin(Thread.State);
        while (walk.Next())
        {
            var code = codes.At(walk.Code);
            if (!used.Contains(code))
                used.Add(code);
            reads.Note(ref marks, code, walk.Frame, count);
            if (count == frames.Length)
                Array.Resize(ref frames, Math.Max(16, count * 2));
            frames[count++] = new Frame(code.Function, code.Line(walk.Instruction));
        }

        isCut = walk.IsCut;
        reads.End(ref marks, frames.AsSpan(0, count));
    }

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
