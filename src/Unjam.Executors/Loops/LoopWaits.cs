namespace Unjam.Executors;

/// <summary>Hears of the synchronous waits of a loop's thread: remembers them for its watch, or refuses them.</summary>
internal sealed class LoopWaits(LoopOptions options, LoopNow now, LoopLog log) : IWaitObserver
{
    // a stack costs some microseconds: a wait of a millisecond is worth it
    public static readonly TimeSpan WorthAStack = TimeSpan.FromMilliseconds(1);

    private long refused;

    /// <summary>Waits that were refused.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Set while the loop's own code logs or publishes: what that waits for is not the callback's.</summary>
    public bool IsAside { get; set; }

    private bool Refuses => options.OnBlocking == BlockingPolicy.Throw && !IsAside && now.IsRunning;

    public TimeSpan PatienceFor(bool isLock)
    {
        if (isLock && (Refuses || options.Waits is not null))
            return options.LockPatience;
        return Refuses || options.Waits is not null ? TimeSpan.Zero : WorthAStack;
    }

    public void Began(WaitInProgress wait)
    {
        if (Blocking.IsAllowed || IsAside || !now.IsRunning)
            return;
        var callback = now.Item is { } item ? CallbackName.Of(item).Name : "its callback";
        if (options.Waits is { } sink)
            sink.Waits(wait, callback);
        else if (Refuses)
        {
            refused++;
            log.Refused(wait, callback);
            throw new BlockingCallException(options.Name, wait.Call, wait.Caller);
        }

        now.BeginWait(wait);
    }

    public void Ended(WaitInProgress wait)
    {
        if (ReferenceEquals(now.Wait, wait))
            now.EndWait(wait, options.Time.GetTimestamp());
    }
}
