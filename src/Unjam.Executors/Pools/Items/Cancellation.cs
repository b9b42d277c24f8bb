namespace Unjam.Executors;

/// <summary>Cancels an item while it waits. Items whose token can never be cancelled have none: whoever takes them from the queue owns them.</summary>
internal sealed class Cancellation(InstrumentedExecutor executor, ICancellable item, CancellationToken token)
{
    private CancellationTokenRegistration registration;
    private Place place;

    public CancellationToken Token => token;

    public bool IsWaiting => place.IsWaiting;

    public static Cancellation? Of(InstrumentedExecutor executor, ICancellable item, CancellationToken token) =>
        token.CanBeCanceled ? new(executor, item, token) : null;

    /// <summary>Begins to listen: before the item is published, after it has its place.</summary>
    public void Watch() => registration = token.UnsafeRegister(static each => ((Cancellation)each!).Cancel(), this);

    public bool TryAdmit() => place.TryAdmit();

    /// <summary>The item begins, or is abandoned; false when it was cancelled.</summary>
    public bool TryTake()
    {
        if (!place.TryTake())
            return false;
        registration.Unregister();
        return true;
    }

    /// <summary>It is listened to no more: what it waited for has come.</summary>
    public void Forget() => registration.Unregister();

    private void Cancel()
    {
        if (!place.TryCancel(out var wasQueued))
            return;
        executor.CountCancelled(wasQueued);
        item.Cancelled();
    }
}
