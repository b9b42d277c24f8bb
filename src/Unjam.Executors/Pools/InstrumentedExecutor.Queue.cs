namespace Unjam.Executors;

public sealed partial class InstrumentedExecutor
{
    // below this a sweep is not worth its trouble
    private const int ManyDead = 1024;

    private int dead;
    private int isSweeping;

    /// <summary>Items of a kind that are in the queue, oldest first.</summary>
    internal IEnumerable<TItem> Waiting<TItem>()
        where TItem : class, IWaiting
    {
        var cursor = default(WorkQueue.Cursor);
        while (Queue.TryRead(ref cursor, out var entry))
        {
            if (entry.Work is TItem { IsWaiting: true } item)
                yield return item;
        }
    }

    internal void Schedule(ScheduledItem item)
    {
        var submitted = Clock.Now();
        var serial = counters.Submit();
        if (stage != Stage.Open)
            throw Refuse();
        if (room is null || room.TryTake())
        {
            item.TryAdmit();
            Enqueue(item, submitted, serial);
        }
        else if (options.OnFull == FullPolicy.Reject)
        {
            throw RefuseFull();
        }
        else if (options.OnFull == FullPolicy.Wait)
        {
            WaitForRoom(item, submitted, serial);
        }
        else if (item.TryTake())
        {
            RunHere(item, item);
        }
    }

    internal void Post(SendOrPostCallback callback, object? state)
    {
        var item = new PostedItem(this, callback, state, null);
        if (!TryPost(item))
            item.RunElsewhere();
    }

    internal void Send(SendOrPostCallback callback, object? state)
    {
        using var done = new ManualResetEventSlim();
        var item = new PostedItem(this, callback, state, done);
        if (!TryPost(item))
            throw Refusal();
        done.Wait(CancellationToken.None);
        if (item.IsAbandoned)
            throw Refusal();
        if (item.Exception is { } exception)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>An item was cancelled while it waited.</summary>
    internal void CountCancelled(bool hadRoom)
    {
        Interleaving?.Invoke(Step.Cancelling);
        counters.CancelInQueue();
        if (!hadRoom)
        {
            room?.Forget();
        }
        else
        {
            if (Interlocked.Increment(ref dead) > ManyDead)
                Sweep();
            FreeRoom();
        }

        JudgeDrained();
    }

    /// <summary>A worker that waits for a queued task runs it in place: false when it has begun or was cancelled.</summary>
    internal bool TryRunInline(ScheduledItem item)
    {
        if (!item.TryTake())
            return false;
        Interlocked.Increment(ref dead);
        FreeRoom();
        RunHere(item, item);
        return true;
    }

    /// <summary>A worker took an item that was cancelled, or run, while it was in the queue: its place is free already.</summary>
    internal void Skipped() => Interlocked.Decrement(ref dead);

    /// <summary>A worker took an item: if it had a place in a bounded queue, that is free.</summary>
    internal void Taken(object work)
    {
        if (room is not null && work is not PostedItem)
            FreeRoom();
    }

    private bool TryPost(PostedItem item)
    {
        var submitted = Clock.Now();
        var serial = counters.Submit();
        // continuations are taken until nothing runs any more, and take no place of the bound: what has begun must be able to go on
        if (stage >= Stage.Stopped)
        {
            Refuse();
            return false;
        }

        item.TryAdmit();
        Enqueue(item, submitted, serial);
        return true;
    }

    private void Enqueue(object work, long submitted, long serial)
    {
        CurrentWorker?.Waits.Remember(serial);
        Queue.Enqueue(work, submitted, serial);
        Crew.Published();
        // the workers may have gone while this was on its way: Published is a fence, so either they saw it or this sees the stage
        if (stage >= Stage.Stopped)
            Abandon(null);
    }

    private ValueTask WaitForRoom(IWork work, long submitted, long serial, CancellationToken token)
    {
        var item = new AdmittedWork(this, work, token);
        item.Cancellation?.Watch();
        WaitForRoom(item, submitted, serial);
        return new(item.Task);
    }

    private void WaitForRoom(IWaiting item, long submitted, long serial)
    {
        room!.Wait(item, submitted, serial);
        AdmitWaiting();
        if (stage >= Stage.Stopped)
            Abandon(null);
    }

    private void FreeRoom()
    {
        Interleaving?.Invoke(Step.RoomFreed);
        if (room is not null && room.Free())
            AdmitWaiting();
    }

    private void AdmitWaiting()
    {
        while (room!.TryAdmit(out var entry))
            Enqueue(entry.Item, entry.Submitted, entry.Serial);
    }

    /// <summary>Takes cancelled items out of the queue once they outnumber the others. What came meanwhile may get in front of what is put back.</summary>
    private void Sweep()
    {
        if (Volatile.Read(ref dead) < Queue.Count / 2 || Interlocked.Exchange(ref isSweeping, 1) != 0)
            return;
        for (var left = Queue.Count; left > 0 && Queue.TryDequeue(out var entry); left--)
        {
            if (entry.Work is IWaiting { IsWaiting: false })
                Skipped();
            else
                Queue.Enqueue(entry.Work, entry.Submitted, entry.Serial);
        }

        Volatile.Write(ref isSweeping, 0);
        Crew.Published();
        if (stage >= Stage.Stopped)
            Abandon(null);
    }
}
