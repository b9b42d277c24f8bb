using System.Collections.Concurrent;

namespace Unjam.Executors.Bench;

/// <summary>What people write as an event loop: a thread that takes delegates out of a BlockingCollection. Measures nothing.</summary>
public sealed class BlockingCollectionLoop : IDisposable
{
    private readonly BlockingCollection<Action> callbacks = [];

    public BlockingCollectionLoop()
    {
        new Thread(() =>
        {
            foreach (var callback in callbacks.GetConsumingEnumerable())
                callback();
            callbacks.Dispose();
        })
        { IsBackground = true }.Start();
    }

    public void Post(Action callback) => callbacks.Add(callback);

    public void Dispose() => callbacks.CompleteAdding();
}
