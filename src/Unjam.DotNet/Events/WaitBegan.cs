using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>A thread began a managed wait: <see cref="KnownEvent.WaitBegan"/>. Its end has no fields.</summary>
/// <param name="Source">By which kind of call.</param>
/// <param name="On">Address of the object it waits on at that moment; 0 when there is none. Collections move objects.</param>
public readonly record struct WaitBegan(WaitSource Source, ulong On)
{
    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out WaitBegan read)
    {
        var cursor = new Cursor(payload);
        var source = cursor.Byte() == 1 ? WaitSource.MonitorWait : WaitSource.Unknown;
        read = new WaitBegan(source, (ulong)cursor.Int64());
        return !cursor.Failed;
    }
}
