using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Waits in the pool for what the pool itself must do.</summary>
internal static class Catalog
{
    /// <summary>Blocks its thread until a task has ended that needs another thread of the pool.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Price() => LoadPrice().Result;

    private static async Task<int> LoadPrice()
    {
        await Task.Delay(1000).ConfigureAwait(false);
        return 1;
    }
}
