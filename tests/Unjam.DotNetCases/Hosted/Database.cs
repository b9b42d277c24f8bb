using System.Runtime.CompilerServices;
using Unjam.Executors;

namespace Shop;

/// <summary>An executor with more to do than its threads can.</summary>
internal static class Database
{
    private const int Waiting = 40;

    public static void Saturate(Ledger ledger, InstrumentedExecutor executor)
    {
        Crowd.OnThread("arrivals", () =>
        {
            while (true)
            {
                while (ledger.Waiting < Waiting)
                    _ = executor.RunAsync(ledger.Item(Query));
                Thread.Sleep(5);
            }
        });
        Crowd.Await(() => ledger.Waiting >= Waiting && ledger.Begun >= executor.Threads);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Query() => Thread.Sleep(300);
}
