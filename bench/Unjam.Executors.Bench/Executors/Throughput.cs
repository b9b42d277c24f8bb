using BenchmarkDotNet.Attributes;

namespace Unjam.Executors.Bench;

/// <summary>One producer and items that do nothing: what an item costs from submission to its end, on each kind of pool.</summary>
[MemoryDiagnoser]
public class Throughput : IDisposable
{
    /// <summary>Items of one measured batch.</summary>
    public const int Items = 100_000;

    private readonly CountDown work = new();
    private readonly Action run;
    private InstrumentedExecutor executor = null!;
    private BlockingCollectionPool bare = null!;

    public Throughput() => run = work.Run;

    /// <summary>Threads of the pools; the shared pool has its own number.</summary>
    [Params(2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        executor = new(new() { Name = "bench", Threads = Threads });
        bare = new(Threads);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        executor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        bare.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Items)]
    public void TaskRun()
    {
        work.Expect(Items);
        for (var i = 0; i < Items; i++)
            Task.Run(run);
        work.Wait();
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void BareBlockingCollection()
    {
        work.Expect(Items);
        for (var i = 0; i < Items; i++)
            bare.Submit(work);
        work.Wait();
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void ExecutorWork()
    {
        work.Expect(Items);
        for (var i = 0; i < Items; i++)
            executor.TrySubmit(work);
        work.Wait();
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void ExecutorRunAsync()
    {
        work.Expect(Items);
        for (var i = 0; i < Items; i++)
            executor.RunAsync(run);
        work.Wait();
    }
}
