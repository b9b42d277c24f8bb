using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Interpreter;

/// <summary>What the innermost frames of a stack wait for, told by functions of the standard library that call each other without anything between.</summary>
internal struct WaitSite
{
    private int frames;

    /// <summary>What kind of thing it is; Lock while it takes the lock of a condition, which only the kernel can tell from having it.</summary>
    public WaitKind Kind { get; private set; }

    /// <summary>The queue, future, event, semaphore, condition or thread; the condition, when it takes its lock.</summary>
    public Address On { get; private set; }

    /// <summary>Whether a function can be a part of a wait.</summary>
    public static bool IsPart(Landmark landmark) => landmark is Landmark.Result or Landmark.QueueGet or (>= Landmark.ConditionWait and <= Landmark.ThreadEnd);

    /// <summary>Notes a frame; frames come from the innermost on.</summary>
    /// <param name="landmark">Which function it runs.</param>
    /// <param name="self">Its <c>self</c>.</param>
    /// <param name="index">Frames that are inner to it.</param>
    public void Note(Landmark landmark, Address self, int index)
    {
        if (index != frames)
            return;
        var kind = (Kind, landmark) switch
        {
            (WaitKind.None, Landmark.ConditionWait) => WaitKind.Condition,
            (WaitKind.None, Landmark.ConditionLock) => WaitKind.Lock,
            (WaitKind.None, Landmark.ThreadEnd or Landmark.Join) => WaitKind.Join,
            (WaitKind.Join, Landmark.Join) => WaitKind.Join,
            (WaitKind.Condition, Landmark.ConditionWaitFor or Landmark.EventWait or Landmark.SemaphoreAcquire) => WaitKind.Condition,
            (WaitKind.Condition, Landmark.QueueGet or Landmark.QueuePut) => WaitKind.Queue,
            (WaitKind.Condition, Landmark.Result) => WaitKind.Result,
            _ => WaitKind.None,
        };
        if (kind == WaitKind.None)
            return;
        Kind = kind;
        On = self;
        frames = index + 1;
    }
}
