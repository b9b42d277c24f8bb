using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>One lock for all: who counts the stock holds it for long, and everybody else queues.</summary>
internal static class Stock
{
    private static readonly object Shelf = new();

    public static void Convoy(Ledger ledger, int waiting)
    {
        ThreadPool.SetMinThreads(8, 8);
        var held = new ManualResetEvent(false);
        Crowd.OnThread("stock-taking", () =>
        {
            while (true)
            {
                Count(() => held.Set());
                Thread.Sleep(1);
            }
        });
        held.WaitOne();
        Crowd.Keep(ledger, waiting > 0 ? waiting : 20, Reserve);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Count(Action held)
    {
        lock (Shelf)
        {
            held();
            Thread.Sleep(2000);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reserve()
    {
        lock (Shelf)
            GC.KeepAlive(Shelf);
    }
}
