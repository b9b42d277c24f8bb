using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>A thread has got the lock it waited for: <see cref="KnownEvent.ContentionEnded"/>.</summary>
/// <param name="Waited">How long it waited.</param>
public readonly record struct ContentionEnded(TimeSpan Waited)
{
    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ContentionEnded read)
    {
        var cursor = new Cursor(payload);
        _ = cursor.Byte(); // kind of lock
        _ = cursor.UInt16(); // instance of the runtime
        var ticks = cursor.Double() / TimeSpan.NanosecondsPerTick;
        var isSound = !cursor.Failed && ticks >= 0 && ticks < TimeSpan.MaxValue.Ticks;
        read = isSound ? new ContentionEnded(new TimeSpan((long)ticks)) : default;
        return isSound;
    }
}
