namespace Unjam.Executors;

/// <summary>Remembers the synchronous wait that a watched thread is in.</summary>
internal sealed class MonitoredWaits : IWaitObserver
{
    private volatile WaitInProgress? current;

    /// <summary>The wait that lasts; null when none was seen.</summary>
    public WaitInProgress? Current => current;

    /// <summary>Whether that wait was allowed.</summary>
    public bool IsAllowed { get; private set; }

    public TimeSpan PatienceFor(bool isLock) => LoopWaits.WorthAStack;

    public void Began(WaitInProgress wait)
    {
        IsAllowed = Blocking.IsAllowed;
        current = wait;
    }

    public void Ended(WaitInProgress wait)
    {
        current = null;
        IsAllowed = false;
    }
}
