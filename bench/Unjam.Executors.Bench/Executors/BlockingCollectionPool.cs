using System.Collections.Concurrent;

namespace Unjam.Executors.Bench;

/// <summary>The pool one writes in ten lines, which measures nothing: what an instrumented one is compared with.</summary>
public sealed class BlockingCollectionPool : IDisposable
{
    private readonly BlockingCollection<IWork> queue = [];
    private readonly Thread[] threads;

    public BlockingCollectionPool(int count)
    {
        threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Serve) { IsBackground = true })];
        foreach (var thread in threads)
            thread.Start();
    }

    public void Submit(IWork work) => queue.Add(work);

    public void Dispose()
    {
        queue.CompleteAdding();
        foreach (var thread in threads)
            thread.Join();
        queue.Dispose();
    }

    private void Serve()
    {
        foreach (var work in queue.GetConsumingEnumerable())
            work.Run();
    }
}
