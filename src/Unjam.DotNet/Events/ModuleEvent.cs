using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>A module: <see cref="KnownEvent.ModuleLoaded"/> and <see cref="KnownEvent.ModulePresent"/>.</summary>
public readonly ref struct ModuleEvent
{
    /// <summary>Its identity, which methods refer to.</summary>
    public ulong Module { get; private init; }

    /// <summary>Path of its assembly in UTF-16, as the process sees it; only a name where the assembly lies in a bundle.</summary>
    public ReadOnlySpan<byte> Path { get; private init; }

    /// <summary>Reads it; false when the payload does not hold it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ModuleEvent read)
    {
        var cursor = new Cursor(payload);
        var module = (ulong)cursor.Int64();
        _ = cursor.Int64(); // its assembly
        _ = cursor.Int64(); // flags, reserved
        read = new ModuleEvent { Module = module, Path = cursor.Utf16() };
        return !cursor.Failed;
    }
}
