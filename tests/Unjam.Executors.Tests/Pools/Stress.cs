namespace Unjam.Executors.Tests.Pools;

/// <summary>Submits a mixture of everything at once and keeps its own account of what became of each item.</summary>
internal sealed class Stress(InstrumentedExecutor executor, int producers, int itemsOfEach)
{
    private long completed;
    private long failed;
    private long cancelled;
    private long rejected;
    private long ran;

    public long Completed => Volatile.Read(ref completed);

    public long Failed => Volatile.Read(ref failed);

    public long Cancelled => Volatile.Read(ref cancelled);

    public long Rejected => Volatile.Read(ref rejected);

    /// <summary>How many functions have really run.</summary>
    public long Ran => Volatile.Read(ref ran);

    public long Ended => Completed + Failed + Cancelled + Rejected;

    /// <summary>Submits everything and waits for what has a task.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, producers).Select(producer => Task.Run(() => Produce(new Random(producer)))));

    private async Task Produce(Random random)
    {
        const int batch = 256;
        var tasks = new List<Task>(batch);
        for (var left = itemsOfEach; left > 0; left -= batch)
        {
            using var cancellation = new CancellationTokenSource();
            tasks.Clear();
            for (var i = 0; i < Math.Min(batch, left); i++)
                tasks.Add(Submit(random, cancellation.Token));
            await cancellation.CancelAsync();
            foreach (var task in tasks)
                await Account(task);
        }
    }

    private Task Submit(Random random, CancellationToken token)
    {
        switch (random.Next(16))
        {
            case 0:
                return executor.RunAsync(void () =>
                {
                    Interlocked.Increment(ref ran);
                    throw new InvalidDataException("expected");
                }, CancellationToken.None);
            case 1:
            case 2:
                return executor.RunAsync(() => { Interlocked.Increment(ref ran); }, token);
            case 3:
                return executor.RunAsync(() => { Interlocked.Increment(ref ran); }, new CancellationToken(canceled: true));
            case 4:
                return Start(token);
            default:
                return executor.RunAsync(() => { Interlocked.Increment(ref ran); }, CancellationToken.None);
        }
    }

    // a scheduler can only refuse by throwing at whoever starts the task
    private Task Start(CancellationToken token)
    {
        try
        {
            return executor.Factory.StartNew(() => { Interlocked.Increment(ref ran); }, token);
        }
        catch (TaskSchedulerException e)
        {
            return Task.FromException(e);
        }
    }

    private async Task Account(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
            Interlocked.Increment(ref completed);
        }
        catch (InvalidDataException)
        {
            Interlocked.Increment(ref failed);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref cancelled);
        }
        catch (Exception e) when (e is ExecutorRejectedException or TaskSchedulerException or ObjectDisposedException)
        {
            Interlocked.Increment(ref rejected);
        }
    }
}
