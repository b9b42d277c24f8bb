using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A work object that waits for room: its submitter waits only until it has a place.</summary>
internal sealed class AdmittedWork : TaskCompletionSource, IItem, IWaiting, ICancellable
{
    private readonly InstrumentedExecutor executor;
    private readonly IWork work;

    public AdmittedWork(InstrumentedExecutor executor, IWork work, CancellationToken token)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        this.executor = executor;
        this.work = work;
        Cancellation = Cancellation.Of(executor, this, token);
    }

    public Cancellation? Cancellation { get; }

    public bool IsWaiting => Cancellation is null or { IsWaiting: true };

    public Function Function => MethodNames.Of(work.GetType(), nameof(IWork.Run));

    public bool TryAdmit()
    {
        if (Cancellation?.TryAdmit() == false)
            return false;
        Cancellation?.Forget();
        TrySetResult();
        return true;
    }

    // its token ends only the wait for room: behind it the work runs
    public bool TryTake() => Cancellation is null || Cancellation.TryTake();

    public void Cancelled() => TrySetCanceled(Cancellation!.Token);

    public Outcome Run(CrewMember? worker) => executor.RunWork(work);

    // when a drain ends before there was room
    public void Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Cancelled)
            TrySetCanceled(executor.Stopping);
    }
}
