namespace Unjam.Executors;

/// <summary>Sees the synchronous waits of one worker, and warns when the executor waits for work of its own queue that nobody is left to run.</summary>
internal sealed class MemberWaits(InstrumentedExecutor executor, CrewMember worker) : IWaitObserver
{
    // what an item submitted before is waited for first; who submits more has other troubles
    private const int MostRemembered = 64;

    // long enough that a lock or a short hand-over is no news, short enough to be told before somebody asks
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly List<long> submitted = [];
    private readonly Lock gate = new();
    private WaitInProgress? wait;

    /// <summary>The wait its thread is in, when it has lasted; null when none.</summary>
    public WaitInProgress? Wait => Volatile.Read(ref wait);

    public TimeSpan PatienceFor(bool isLock) => Patience;

    public void Began(WaitInProgress begun)
    {
        // a worker that waits for work waits by design
        if (!worker.TryRead(out _, out _))
            return;
        Volatile.Write(ref wait, begun);
        executor.SelfDeadlock.Judge();
    }

    public void Ended(WaitInProgress ended)
    {
        if (Wait is null)
            return;
        Volatile.Write(ref wait, null);
        executor.SelfDeadlock.Progressed();
    }

    /// <summary>The item that this worker runs has submitted another one here.</summary>
    public void Remember(long serial)
    {
        lock (gate)
        {
            if (submitted.Count < MostRemembered)
                submitted.Add(serial);
        }
    }

    /// <summary>Whether the item that this worker runs submitted the one of that number.</summary>
    public bool HasSubmitted(long serial)
    {
        lock (gate)
            return submitted.Contains(serial);
    }

    /// <summary>The item has ended.</summary>
    public void Forget()
    {
        if (submitted.Count == 0)
            return;
        lock (gate)
            submitted.Clear();
    }
}
