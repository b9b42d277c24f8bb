using BenchmarkDotNet.Attributes;

namespace Unjam.Executors.Bench;

/// <summary>What the meters of an executor add to an item while nobody listens.</summary>
public class Meters : IDisposable
{
    private const int Items = 1_000_000;

    private InstrumentedExecutor executor = null!;

    [GlobalSetup]
    public void Setup() => executor = new(new() { Name = "bench", Threads = 1 });

    [GlobalCleanup]
    public void Dispose()
    {
        executor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Unheard()
    {
        var meters = executor.Meters;
        for (var i = 0; i < Items; i++)
            meters.Record(i, i);
    }
}
