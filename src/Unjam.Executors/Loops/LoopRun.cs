namespace Unjam.Executors;

/// <summary>An asynchronous function that runs on a loop, and the task that its caller awaits.</summary>
internal sealed class LoopRun<T>(EventLoop loop, Func<Task<T>> function, Delegate named) : ILoopWork
{
    private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => result.Task;

    public object Function => named;

    public void Run() => _ = RunToItsEnd();

    public void Abandon(Exception because) => result.TrySetException(because);

    private async Task RunToItsEnd()
    {
        try
        {
            var task = function() ?? throw new InvalidOperationException("The function gave no task to await.");
            result.TrySetResult(await task.ConfigureAwait(true));
        }
        catch (OperationCanceledException cancelled)
        {
            result.TrySetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            result.TrySetException(failure);
        }
        finally
        {
            loop.Ended(this);
        }
    }
}
