namespace Unjam.Executors;

/// <summary>What is posted to a watched context again and again: one at a time.</summary>
internal sealed class Beat(LoopClock clock, Parking parking)
{
    private long sentAt;
    private long number;
    private volatile bool isUnderWay;
    private volatile int nativeThread;
    private long answeredAt;

    /// <summary>When the beat under way, or the last one, was posted.</summary>
    public long SentAt => Volatile.Read(ref sentAt);

    public long AnsweredAt => Volatile.Read(ref answeredAt);

    /// <summary>Which beat it is.</summary>
    public long Number => Volatile.Read(ref number);

    public bool IsUnderWay => isUnderWay;

    /// <summary>The native id of the thread that answered; 0 before the first answer.</summary>
    public int NativeThread => nativeThread;

    /// <summary>Its managed id.</summary>
    public int Thread { get; private set; }

    public void Send(SynchronizationContext context)
    {
        Volatile.Write(ref sentAt, clock.Now());
        Volatile.Write(ref number, number + 1);
        isUnderWay = true;
        context.Post(static beat => ((Beat)beat!).Answer(), this);
    }

    private void Answer()
    {
        Volatile.Write(ref answeredAt, clock.Now());
        if (Thread != Environment.CurrentManagedThreadId)
            (Thread, nativeThread) = (Environment.CurrentManagedThreadId, Unjam.Executors.NativeThread.CurrentId());
        isUnderWay = false;
        parking.Wake();
    }
}
