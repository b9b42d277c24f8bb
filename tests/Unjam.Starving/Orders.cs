using System.Runtime.CompilerServices;

namespace Unjam.Starving;

/// <summary>Functions that block, to be found by name.</summary>
public static class Orders
{
    public static void Run(Stage stage)
    {
        var turn = 0;
        Scenarios.Queue(stage, 100, () =>
        {
            if (Interlocked.Increment(ref turn) % 2 == 0)
                Load();
            else
                Price();
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Load() => Thread.Sleep(5000);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Price() => Slowly().Result;

    private static async Task<int> Slowly()
    {
        await Task.Delay(5000);
        return 1;
    }
}
