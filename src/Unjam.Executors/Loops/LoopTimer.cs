namespace Unjam.Executors;

/// <summary>A callback that an <see cref="EventLoop"/> will run at its time.</summary>
public sealed class LoopTimer : IDisposable
{
    private const int Waiting = 0;
    private const int Over = 1;

    private readonly EventLoop loop;
    private int state;

    internal LoopTimer(EventLoop loop, Action callback, long dueAt, long tick, ExecutionContext? context)
    {
        this.loop = loop;
        Callback = callback;
        DueAt = dueAt;
        Tick = tick;
        Context = context;
    }

    /// <summary>It has neither run nor been cancelled.</summary>
    public bool IsWaiting => Volatile.Read(ref state) == Waiting;

    internal Action Callback { get; }

    internal ExecutionContext? Context { get; }

    /// <summary>When it is due: a timestamp.</summary>
    internal long DueAt { get; }

    /// <summary>The tick of the wheel at which it is due.</summary>
    internal long Tick { get; }

    // the wheel's own, of the loop's thread
    internal LoopTimer? Next { get; set; }

    internal LoopTimer? Previous { get; set; }

    internal int Slot { get; set; } = TimerWheel.NoSlot;

    internal bool IsTaken { get; set; }

    /// <summary>Cancels it, from any thread.</summary>
    /// <returns>Whether it was still waiting: then it will not run.</returns>
    public bool Cancel()
    {
        if (!TryEnd())
            return false;
        loop.Cancelled(this);
        return true;
    }

    /// <summary>Cancels it.</summary>
    public void Dispose() => Cancel();

    /// <summary>True for the one who may run or cancel it.</summary>
    internal bool TryEnd() => Interlocked.CompareExchange(ref state, Over, Waiting) == Waiting;
}
