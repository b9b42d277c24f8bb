using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>The runtime begins to stop all managed threads: <see cref="KnownEvent.Suspending"/>. That they run again is told without fields that are needed.</summary>
/// <param name="Reason">Why.</param>
public readonly record struct Suspending(SuspensionReason Reason)
{
    /// <summary>The collector stops them.</summary>
    public bool IsCollector => Reason is SuspensionReason.Collection or SuspensionReason.CollectionPreparation;

    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out Suspending read)
    {
        var cursor = new Cursor(payload);
        read = new Suspending((SuspensionReason)cursor.Int32());
        return !cursor.Failed;
    }
}
