using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>Work was given to the shared pool, or taken from its queue: <see cref="KnownEvent.WorkEnqueued"/>, <see cref="KnownEvent.WorkDequeued"/>.</summary>
/// <param name="Work">Identity of the work while it waits: the two moments with the same one are the two ends of its wait.</param>
public readonly record struct WorkMoved(ulong Work)
{
    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out WorkMoved read)
    {
        var cursor = new Cursor(payload);
        read = new WorkMoved((ulong)cursor.Int64());
        return !cursor.Failed;
    }
}
