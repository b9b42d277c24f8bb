namespace Shop;

/// <summary>Work for the shared pool, from a thread that it does not need.</summary>
internal static class Crowd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Queues so many items at once; returns when the pool has taken what it takes at once, and the rest waits.</summary>
    public static void Queue(Ledger ledger, int count, Action run)
    {
        for (var item = 0; item < count; item++)
            _ = Task.Run(ledger.Item(run));
        Await(() => ledger.Begun >= Math.Min(count, Environment.ProcessorCount));
    }

    /// <summary>Queues an item for each that begins, so that always so many wait; returns when they do.</summary>
    public static void Keep(Ledger ledger, int waiting, Action run)
    {
        OnThread("arrivals", () =>
        {
            while (true)
            {
                while (ledger.Waiting < waiting)
                    _ = Task.Run(ledger.Item(run));
                Thread.Sleep(5);
            }
        });
        Await(() => ledger.Waiting >= waiting && ledger.Begun >= Environment.ProcessorCount);
    }

    /// <summary>Starts a thread of its own with a name.</summary>
    public static void OnThread(string name, Action run) => new Thread(() => run(), 256 * 1024) { IsBackground = true, Name = name }.Start();

    /// <summary>Waits until something is so.</summary>
    public static void Await(Func<bool> condition)
    {
        for (var waited = TimeSpan.Zero; !condition(); waited += TimeSpan.FromMilliseconds(2))
        {
            if (waited > Patience)
                throw new TimeoutException("The case did not come to be as it should.");
            Thread.Sleep(2);
        }
    }
}
