using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Two may pay at a time, and whoever waits for that keeps a thread of the pool.</summary>
internal static class Payments
{
    private static readonly SemaphoreSlim Terminals = new(2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Charge()
    {
        Terminals.Wait();
        try
        {
            Send();
        }
        finally
        {
            Terminals.Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Send() => Thread.Sleep(400);
}
