using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>A thread began to wait for a lock: <see cref="KnownEvent.ContentionBegan"/>.</summary>
/// <param name="Lock">Identity of the lock.</param>
/// <param name="Owner">The native id of the thread that holds it, as the process sees it; 0 when the runtime does not know.</param>
/// <param name="IsManaged">It is a lock of the program, not one inside the runtime.</param>
public readonly record struct ContentionBegan(ulong Lock, long Owner, bool IsManaged)
{
    /// <summary>Reads it; false when the payload does not hold it (runtimes before 7 do not write who owns the lock).</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ContentionBegan read)
    {
        var cursor = new Cursor(payload);
        var isManaged = cursor.Byte() == 0;
        _ = cursor.UInt16(); // instance of the runtime
        var identity = (ulong)cursor.Int64();
        _ = cursor.Int64(); // the object that is locked
        read = new ContentionBegan(identity, cursor.Int64(), isManaged);
        return !cursor.Failed;
    }
}
