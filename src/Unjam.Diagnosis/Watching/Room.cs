using System.Runtime.CompilerServices;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>How many looks a watch remembers: all of a usual watch, within a bound of memory.</summary>
internal static class Room
{
    // A minute at 100 looks a second. Longer watches keep their findings and judge the last part.
    private const int MostLooks = 6_000;

    // Fewer would not show persistence at any rate in use.
    private const int FewestLooks = 100;

    // The command as a whole is to stay below 60 MB; rows may take half of that after their storage has grown by doubling.
    private const long MostBytes = 16L << 20;

    // A snapshot with storage for the first rows of each kind.
    private const int Empty = 4_000;

    /// <summary>Looks to keep of a target of which one look is known.</summary>
    public static int For(Snapshot look, WatchOptions options)
    {
        var wanted = Math.Ceiling(options.Duration * options.Rate / TimeSpan.FromSeconds(1)) + 2;
        var affordable = Math.Max(FewestLooks, MostBytes / Math.Max(1, SizeOf(look)));
        return (int)Math.Max(2, Math.Min(Math.Min(wanted, affordable), MostLooks));
    }

    /// <summary>How many looks like this one fit into so many bytes.</summary>
    public static int Within(Snapshot look, long bytes) => (int)Math.Clamp(bytes / (Empty + SizeOf(look)), FewestLooks, MostLooks);

    private static long SizeOf(Snapshot look) =>
        Of<TargetThread>(look.Threads.Count) + Of<Loop>(look.Loops.Count) + Of<Pool>(look.Pools.Count)
        + Of<Worker>(look.Workers.Count) + Of<WorkItem>(look.Queue.Count);

    private static long Of<T>(int rows) => (long)rows * Unsafe.SizeOf<T>();
}
