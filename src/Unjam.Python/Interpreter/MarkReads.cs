using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>Reads what the known functions on one thread's stack hold in their locals, while the stack is walked from its innermost frame on.</summary>
internal sealed class MarkReads(Layout layout, PrefetchedMemory memory)
{
    private Landmark inner;
    private Address innerQueue;
    private Consumer consumer;
    private Consumer taking;
    private Consumer seen;
    private bool isConsumerThere;

    /// <summary>Begins a walk.</summary>
    public void Begin(ref Marks marks)
    {
        marks = new Marks { FramesAboveRunner = -1 };
        inner = Landmark.None;
        taking = default;
        seen = default;
        isConsumerThere = false;
    }

    /// <summary>Ends a walk.</summary>
    public void End(ref Marks marks, ReadOnlySpan<Frame> frames)
    {
        if (!marks.HasWorker && marks.Serving.Landmark == Landmark.None)
            FindConsumer(ref marks, frames);
    }

    /// <summary>The walk was of a whole stack: the consumer that it saw is one until another such walk does not see it.</summary>
    public void KeepConsumer() => consumer = seen;

    /// <summary>Whether this thread serves a queue by hand: the function that its thread began with takes from one, or was seen to.</summary>
    private void FindConsumer(ref Marks marks, ReadOnlySpan<Frame> frames)
    {
        seen = !taking.Frame.IsNull && taking.IsAtRoot(frames) ? taking
            : isConsumerThere ? consumer
            : default;
        if (seen.Frame.IsNull)
            return;
        marks.Serving = new Serving
        {
            Landmark = Landmark.QueueGet,
            Frame = seen.Frame,
            Code = seen.Code,
            Owner = seen.Queue,
            IsWaiting = taking.Frame == seen.Frame,
        };
    }

    /// <summary>Notes the next older frame.</summary>
    /// <param name="count">How many frames are inner to it.</param>
    public void Note(ref Marks marks, CodeSight code, Address frame, int count)
    {
        marks.HasCoroutine |= code.Function.IsCoroutine;
        if (inner == Landmark.QueueGet)
            taking = new Consumer(frame, code, innerQueue, count);
        isConsumerThere |= frame == consumer.Frame && code.Function == consumer.Code.Function;
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
                marks.Index = LocalOrNull(code, frame, LandmarkShape.Index);
                marks.Count = LocalOrNull(code, frame, LandmarkShape.Count);
                break;
            case Landmark.Worker when !marks.HasWorker:
                marks.HasWorker = true;
                marks.Executor = Local(code, frame, LandmarkShape.Executor);
                marks.Queue = Local(code, frame, LandmarkShape.Queue);
                marks.ItemSlot = LocalSlot(code, frame, LandmarkShape.Item);
                marks.Item = Local(code, frame, LandmarkShape.Item);
                break;
            case Landmark.AnyioWorker or Landmark.PoolWorker or Landmark.PoolKeeper or Landmark.TrioJob or Landmark.TrioWorker when marks.Serving.Landmark == Landmark.None:
                marks.Serving = ServingAt(code, frame);
                break;
            case Landmark.TrioRun when marks.TrioRunner.IsNull:
                marks.TrioRunner = Local(code, frame, LandmarkShape.Owner);
                break;
            case Landmark.QueueGet:
                innerQueue = Local(code, frame, LandmarkShape.Owner);
                break;
            case Landmark.AsgirefCall or Landmark.GthreadCall or Landmark.WsgiCall when marks.RunsFor == Landmark.None:
                marks.RunsFor = code.Landmark;
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

    /// <summary>What the locals of a function that serves a pool hold.</summary>
    public Serving ServingAt(CodeSight code, Address frame) => new()
    {
        Landmark = code.Landmark,
        Frame = frame,
        Code = code,
        Owner = Local(code, frame, LandmarkShape.Owner),
        Called = LocalOrNull(code, frame, LandmarkShape.Called),
        Ticket = LocalOrNull(code, frame, LandmarkShape.Ticket),
        Number = LocalOrNull(code, frame, LandmarkShape.Number),
        IsWaiting = inner == Landmark.QueueGet,
    };

    private Address LocalSlot(CodeSight code, Address frame, int local) => frame + layout.Frame.Locals + (8L * code.Slots[local]);

    /// <summary>A local that not every function of the shape has.</summary>
    private Address LocalOrNull(CodeSight code, Address frame, int local) => code.Slots.Length > local ? Local(code, frame, local) : Address.Null;

    private Address Local(CodeSight code, Address frame, int local) =>
        new(memory.UInt64(LocalSlot(code, frame, local)) & layout.Frame.ReferenceMask);
}
