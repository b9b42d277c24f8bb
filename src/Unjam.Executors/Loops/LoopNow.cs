namespace Unjam.Executors;

/// <summary>What a loop does at this moment: plain fields that its thread writes and a watching thread reads.</summary>
/// <remarks>A reader believes what it read only when <see cref="Sequence"/> was the same before and after: then the callback ran all the while.</remarks>
internal sealed class LoopNow
{
    private const long None = -1;

    private long began;
    private long sequence;
    private long passes;
    private long allowedSince = None;
    private long allowed;
    private bool isRunning;
    private LoopItem[] batch = [];
    private int count;
    private int index;
    private volatile WaitInProgress? wait;
    private WaitInProgress? longest;
    private long longestFor;

    /// <summary>Callbacks that have begun.</summary>
    public long Sequence => Volatile.Read(ref sequence);

    /// <summary>When the callback began, or the last one ended: a timestamp.</summary>
    public long Began => Volatile.Read(ref began);

    /// <summary>Whether callbacks run; else it waits for some.</summary>
    public bool IsRunning => Volatile.Read(ref isRunning);

    /// <summary>Batches of callbacks that have been begun.</summary>
    public long Passes => Volatile.Read(ref passes);

    /// <summary>Callbacks of the batch that have not begun.</summary>
    public int Rest => IsRunning ? Math.Max(0, Volatile.Read(ref count) - Volatile.Read(ref index) - 1) : 0;

    /// <summary>The synchronous wait that the thread is in; null when none was seen.</summary>
    public WaitInProgress? Wait => wait;

    /// <summary>Whether code that runs has said that it may block.</summary>
    public bool IsAllowed => Volatile.Read(ref allowedSince) != None;

    /// <summary>The item of the callback that runs; null when none does.</summary>
    public LoopItem? Item
    {
        get
        {
            var items = Volatile.Read(ref batch);
            var at = Volatile.Read(ref index);
            return IsRunning && at < items.Length && items[at] is { Callback: not null } item ? item : null;
        }
    }

    /// <summary>When the callback after the one that runs was posted; null when the batch has no more.</summary>
    public long? NextPosted
    {
        get
        {
            var items = Volatile.Read(ref batch);
            var at = Volatile.Read(ref index) + 1;
            return IsRunning && at < Math.Min(items.Length, Volatile.Read(ref count)) && items[at] is { Callback: not null } item ? item.Posted : null;
        }
    }

    /// <summary>A batch begins; gives what was run before, to come back to.</summary>
    public (LoopItem[] Batch, int Count, int Index) Enter(LoopItem[] items, int itemCount)
    {
        var before = (batch, count, index);
        Volatile.Write(ref index, 0);
        Volatile.Write(ref count, itemCount);
        Volatile.Write(ref batch, items);
        Volatile.Write(ref isRunning, true);
        passes++;
        return before;
    }

    public void Leave((LoopItem[] Batch, int Count, int Index) before)
    {
        Volatile.Write(ref batch, before.Batch);
        Volatile.Write(ref count, before.Count);
        Volatile.Write(ref index, before.Index);
        if (before.Batch.Length == 0)
            Volatile.Write(ref isRunning, false);
    }

    /// <summary>A callback begins.</summary>
    public void Begin(int at, long now)
    {
        Volatile.Write(ref index, at);
        Volatile.Write(ref began, now);
        Volatile.Write(ref sequence, sequence + 1);
    }

    public void BeginWait(WaitInProgress begun) => wait = begun;

    public void EndWait(WaitInProgress over, long now)
    {
        wait = null;
        if (now - over.BeganAt > longestFor)
            (longest, longestFor) = (over, now - over.BeganAt);
    }

    /// <summary>The longest wait of the callback that ends; null when none was seen. For the loop's thread.</summary>
    public WaitInProgress? LongestWait => longest;

    public void ChangeAllowance(bool isAllowed, long now)
    {
        if (isAllowed == IsAllowed)
            return;
        if (!isAllowed)
            Volatile.Write(ref allowed, allowed + now - allowedSince);
        Volatile.Write(ref allowedSince, isAllowed ? now : None);
    }

    /// <summary>How long the callback that began at a moment was allowed to block until now.</summary>
    public long AllowedUntil(long now)
    {
        var since = Volatile.Read(ref allowedSince);
        return Volatile.Read(ref allowed) + (since == None ? 0 : now - Math.Max(since, Began));
    }

    /// <summary>Forgets what the callback that ends was allowed, and what it waited for.</summary>
    public void Forget()
    {
        if (allowed != 0)
            Volatile.Write(ref allowed, 0);
        if (longest is not null)
            (longest, longestFor) = (null, 0);
    }
}
