using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A work object that waits for room: its submitter waits only until it has a place.</summary>
internal sealed class AdmittedWork : TaskCompletionSource, IItem, IWaiting, ICancellable
{
    private readonly InstrumentedExecutor executor;
    private readonly IWork work;
    private readonly CancellationToken token;
    private CancellationTokenRegistration registration;
    private Place place;

    public AdmittedWork(InstrumentedExecutor executor, IWork work, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        this.executor = executor;
        this.work = work;
        this.token = token;
    }

    public bool IsWaiting => place.IsWaiting;

    public Function Function => MethodNames.Of(work.GetType(), nameof(IWork.Run));

    public void Watch()
    {
        if (token.CanBeCanceled)
            registration = token.UnsafeRegister(static item => ((AdmittedWork)item!).Cancel(), this);
    }

    public bool TryAdmit()
    {
        if (!place.TryAdmit())
            return false;
        registration.Unregister();
        TrySetResult();
        return true;
    }

    public bool TryTake() => place.TryTake();

    public Outcome Run(CrewMember? worker) => executor.RunWork(work);

    // when a drain ends before there was room
    public void Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Cancelled)
            TrySetCanceled(executor.Stopping);
    }

    private void Cancel()
    {
        if (!place.TryCancel(out var wasQueued))
            return;
        executor.CountCancelled(wasQueued);
        TrySetCanceled(token);
    }
}
