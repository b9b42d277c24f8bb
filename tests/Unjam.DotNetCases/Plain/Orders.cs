using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Sleeps in the pool: of all blocking the one that no event tells of.</summary>
internal static class Orders
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load() => Thread.Sleep(1000);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Import() => Thread.Sleep(250);

    /// <summary>No lasting starvation: a crowd now and then, and a pool that grows too slowly for it.</summary>
    public static void Burst(Ledger ledger, int count)
    {
        Crowd.OnThread("bursts", () =>
        {
            while (true)
            {
                for (var item = 0; item < (count > 0 ? count : 30); item++)
                    _ = Task.Run(ledger.Item(Import));
                Thread.Sleep(4000);
            }
        });
        Crowd.Await(() => ledger.Begun > 0);
    }

    /// <summary>A starved pool beside many threads that wait, as large services have them.</summary>
    public static void AmongMany(Ledger ledger, int threads)
    {
        using var arrived = new CountdownEvent(threads > 0 ? threads : 500);
        for (var thread = arrived.InitialCount; thread > 0; thread--)
            Crowd.OnThread("courier", () => Deliver(arrived));
        arrived.Wait();
        Crowd.Queue(ledger, 100, Load);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Deliver(CountdownEvent arrived)
    {
        var never = new object();
        lock (never)
        {
            arrived.Signal();
            Monitor.Wait(never);
        }
    }
}
