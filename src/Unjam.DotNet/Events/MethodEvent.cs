using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>Where the machine code of a method lies: <see cref="KnownEvent.MethodLoaded"/> and <see cref="KnownEvent.MethodPresent"/>.</summary>
/// <remarks>A method that was compiled more than once has a place for each.</remarks>
public readonly ref struct MethodEvent
{
    private const int PlaceBytes = 36;

    /// <summary>Identity of its module, while that is loaded.</summary>
    public ulong Module { get; private init; }

    /// <summary>Where its code begins.</summary>
    public ulong Address { get; private init; }

    /// <summary>Bytes of its code.</summary>
    public uint Size { get; private init; }

    /// <summary>Namespace and type as the runtime writes them, in UTF-16.</summary>
    public ReadOnlySpan<byte> TypeName { get; private init; }

    /// <summary>Its name in UTF-16.</summary>
    public ReadOnlySpan<byte> Name { get; private init; }

    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out MethodEvent read)
    {
        read = default;
        if (payload.Length < PlaceBytes)
            return false;
        var cursor = new Cursor(payload);
        _ = cursor.Int64(); // the method's identity
        var module = (ulong)cursor.Int64();
        var address = (ulong)cursor.Int64();
        var size = (uint)cursor.Int32();
        _ = cursor.Int64(); // its token, its flags
        read = new MethodEvent { Module = module, Address = address, Size = size, TypeName = cursor.Utf16(), Name = cursor.Utf16() };
        return !cursor.Failed;
    }
}
