namespace Unjam.Executors;

/// <summary>Where continuations of awaits come back to a loop.</summary>
internal sealed class LoopContext(EventLoop loop) : SynchronizationContext
{
    public EventLoop Loop { get; } = loop;

    public override void Post(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        Loop.Resume(d, state);
    }

    /// <summary>Runs it on the loop, and waits for its end; what it throws comes out here.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (Loop.IsCurrentThread)
        {
            d(state);
            return;
        }

        Loop.RunAsync(() =>
        {
            d(state);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
    }

    public override void OperationStarted() => Loop.Operations(1);

    public override void OperationCompleted() => Loop.Operations(-1);

    public override SynchronizationContext CreateCopy() => this;
}
