using System.Runtime.CompilerServices;
using Unjam.Executors;

namespace Shop;

/// <summary>An event loop that one of its callbacks holds.</summary>
internal static class Game
{
    public static void Block(Ledger ledger, EventLoop loop)
    {
        _ = loop.RunAsync(() => Play(ledger));
        Crowd.Await(() => ledger.Begun > 0);
    }

    private static async Task Play(Ledger ledger)
    {
        while (true)
        {
            ledger.Run(Save);
            await Task.Delay(100);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Save() => Thread.Sleep(2500);
}
