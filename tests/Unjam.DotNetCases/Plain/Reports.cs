using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Work that needs the processor, and work that needs the collector.</summary>
internal static class Reports
{
    private const int Rows = 3_000_000;

    /// <summary>Keeps one thread of the pool computing, and queues little things beside it that find a thread at once.</summary>
    public static void Compute(Ledger ledger, int number)
    {
        _ = Task.Run(Sum);
        Arrive(ledger, TimeSpan.FromMilliseconds(10), () => Spin(TimeSpan.FromMilliseconds(0.5)));
    }

    /// <summary>Little to do, now and then.</summary>
    public static void Idle(Ledger ledger, int number) => Arrive(ledger, TimeSpan.FromMilliseconds(20), () => Spin(TimeSpan.FromMilliseconds(0.2)));

    /// <summary>Keeps much that is linked, and has it collected again and again: everything stands still for it.</summary>
    public static void Collect(Ledger ledger, int number)
    {
        Row? first = null;
        for (var row = 0; row < Rows; row++)
            first = new Row(first);
        Crowd.OnThread("month-end", () => Tidy(first!));
        Arrive(ledger, TimeSpan.FromMilliseconds(20), () => Spin(TimeSpan.FromMilliseconds(0.2)));
        Crowd.Await(() => GC.CollectionCount(2) > 1);
    }

    private static void Arrive(Ledger ledger, TimeSpan each, Action run)
    {
        Crowd.OnThread("arrivals", () =>
        {
            while (true)
            {
                _ = Task.Run(ledger.Item(run));
                Thread.Sleep(each);
            }
        });
        Crowd.Await(() => ledger.Begun > 20);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tidy(Row kept)
    {
        while (true)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.KeepAlive(kept);
            Thread.Sleep(300);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sum()
    {
        while (true)
            Spin(TimeSpan.FromMilliseconds(100));
    }

    private static void Spin(TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < length)
            Thread.SpinWait(10);
    }

    private sealed class Row(Row? next)
    {
        public Row? Next { get; } = next;
    }
}
