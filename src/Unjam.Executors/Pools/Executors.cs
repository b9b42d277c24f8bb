namespace Unjam.Executors;

/// <summary>Executors with defaults for what they are for. Both respect the CPU quota of the process's control group.</summary>
public static class Executors
{
    // Blocking calls need no CPU: enough threads that a burst of them does not queue, few enough that their stacks are small change.
    private const int FewestForIo = 32;
    private const int ForIoPerCpu = 8;

    // Some tens of milliseconds of work for each thread may wait; beyond that the submitter should learn of it.
    private const int QueuedPerThread = 64;

    /// <summary>For blocking calls: files, sockets, databases. Grows from one thread per CPU to eight, at least 32.</summary>
    /// <param name="name">What its threads, metrics and logs are called.</param>
    /// <param name="adjust">Changes the defaults.</param>
    public static InstrumentedExecutor ForIo(string name, Func<ExecutorOptions, ExecutorOptions>? adjust = null)
    {
        var most = Math.Max(FewestForIo, ForIoPerCpu * Environment.ProcessorCount);
        return Make(adjust, new() { Name = name, MinThreads = Math.Min(most, Environment.ProcessorCount), MaxThreads = most, QueueLimit = most * QueuedPerThread });
    }

    /// <summary>For computations: as many threads as CPUs may be used; more would only take turns.</summary>
    /// <param name="name">What its threads, metrics and logs are called.</param>
    /// <param name="adjust">Changes the defaults.</param>
    public static InstrumentedExecutor ForCpu(string name, Func<ExecutorOptions, ExecutorOptions>? adjust = null) =>
        Make(adjust, new() { Name = name, Threads = Environment.ProcessorCount, QueueLimit = Environment.ProcessorCount * QueuedPerThread });

    private static InstrumentedExecutor Make(Func<ExecutorOptions, ExecutorOptions>? adjust, ExecutorOptions options) =>
        new(adjust is null ? options : adjust(options));
}
