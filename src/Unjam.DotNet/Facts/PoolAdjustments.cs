using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>How the shared pool changed its number of threads, and why (Threading keyword 0x10000, Informational).</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class PoolAdjustments
{
    private readonly long[] counts = new long[(int)AdjustmentReason.CooperativeBlocking + 1];

    /// <summary>The last change; null before the first.</summary>
    public PoolAdjusted? Last { get; private set; }

    /// <summary>When it was; null before the first.</summary>
    public Moment? At { get; private set; }

    /// <summary>When the pool last found itself starved; null when it has not.</summary>
    public Moment? LastStarvation { get; private set; }

    /// <summary>Changes that were seen.</summary>
    public long Total { get; private set; }

    /// <summary>How many were made for a reason.</summary>
    public long Count(AdjustmentReason reason) => (uint)reason < (uint)counts.Length ? counts[(int)reason] : 0;

    /// <summary>Takes a change; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known != KnownEvent.PoolAdjusted || !PoolAdjusted.TryRead(happened.Payload, out var adjusted))
            return;
        Total++;
        if ((uint)adjusted.Reason < (uint)counts.Length)
            counts[(int)adjusted.Reason]++;
        if (adjusted.Reason == AdjustmentReason.Starvation && !(LastStarvation > happened.At))
            LastStarvation = happened.At;
        // a stream is in order only within a thread
        if (!(At > happened.At))
            (Last, At) = (adjusted, happened.At);
    }
}
