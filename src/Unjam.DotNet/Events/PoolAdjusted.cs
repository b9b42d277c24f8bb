using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Events;

/// <summary>The shared pool changed its number of threads: <see cref="KnownEvent.PoolAdjusted"/>.</summary>
/// <param name="Throughput">Items a second, as the pool measures them.</param>
/// <param name="Threads">How many threads it wants from now on.</param>
/// <param name="Reason">Why.</param>
public readonly record struct PoolAdjusted(double Throughput, int Threads, AdjustmentReason Reason)
{
    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out PoolAdjusted read)
    {
        var cursor = new Cursor(payload);
        read = new PoolAdjusted(cursor.Double(), cursor.Int32(), (AdjustmentReason)cursor.Int32());
        return !cursor.Failed && double.IsFinite(read.Throughput) && read.Threads >= 0;
    }
}
