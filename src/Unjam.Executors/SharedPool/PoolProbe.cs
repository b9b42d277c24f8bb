using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A work item that does nothing but learn how long it waited. One object for all probes; at most one is outstanding.</summary>
internal sealed class PoolProbe(TimeProvider time) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private TotalTime total;
    private const int None = 0;
    private const int Waiting = 1;
    private const int Ran = 2;

    private long queued;
    private long ran;
    private int state;

    public bool IsOutstanding => Volatile.Read(ref state) == Waiting;

    /// <summary>Probes queued so far.</summary>
    public long Count { get; private set; }

    /// <summary>Probes that have run, and how long they waited together.</summary>
    public TotalTime Total
    {
        get
        {
            lock (gate)
                return total;
        }
    }

    /// <summary>How long the outstanding one has waited; zero when there is none. Any thread may ask.</summary>
    public TimeSpan Age
    {
        get
        {
            var since = Volatile.Read(ref queued);
            return IsOutstanding ? time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    /// <summary>Queues it, behind all work of the pool's global queue. Only while none is outstanding, and only the watchdog's thread.</summary>
    public void Queue()
    {
        Count++;
        Volatile.Write(ref queued, time.GetTimestamp());
        Volatile.Write(ref state, Waiting);
        var isQueued = false;
        try
        {
            isQueued = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        finally
        {
            // one that never got into the queue would look like one that waits for ever
            if (!isQueued)
                Volatile.Write(ref state, None);
        }
    }

    /// <summary>The exact wait of a probe that ran since this was last asked.</summary>
    public bool TryTake(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (Volatile.Read(ref state) != Ran)
            return false;
        wait = time.GetElapsedTime(queued, ran);
        lock (gate)
            total = new TotalTime(total.Count + 1, total.Sum + wait);
        Volatile.Write(ref state, None);
        return true;
    }

    public void Execute()
    {
        ran = time.GetTimestamp();
        Volatile.Write(ref state, Ran);
    }
}
