using BenchmarkDotNet.Attributes;

namespace Unjam.Executors.Bench;

/// <summary>One thread posts callbacks that do nothing; the time until all have run, per callback. The loop of Unjam measures lag and duration of each.</summary>
[MemoryDiagnoser]
public class LoopThroughput : IDisposable
{
    private const int Callbacks = 200_000;

    private readonly ManualResetEventSlim done = new();
    private readonly Action callback;
    private EventLoop loop = null!;
    private BlockingCollectionLoop bare = null!;
    private int left;

    public LoopThroughput() => callback = Run;

    [GlobalSetup]
    public void Start()
    {
        loop = EventLoop.Start(new LoopOptions { Name = "bench", SlowCallback = TimeSpan.FromMinutes(1) });
        bare = new BlockingCollectionLoop();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        loop.DisposeAsync().AsTask().GetAwaiter().GetResult();
        bare.Dispose();
        done.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public void BareLoop()
    {
        Begin();
        for (var at = 0; at < Callbacks; at++)
            bare.Post(callback);
        done.Wait();
    }

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public void MeasuredLoop()
    {
        Begin();
        for (var at = 0; at < Callbacks; at++)
            loop.Post(callback);
        done.Wait();
    }

    private void Begin()
    {
        left = Callbacks;
        done.Reset();
    }

    private void Run()
    {
        if (--left == 0)
            done.Set();
    }
}
