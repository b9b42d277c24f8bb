using System.Buffers.Binary;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>The first 24 bytes of a <c>_PyRuntime</c> that describes itself, which are the same in all versions that do: Include/internal/pycore_debug_offsets.h.</summary>
internal readonly record struct RuntimeHeader(PythonVersion Version, bool IsFreeThreaded)
{
    private const int Length = 24;

    public static ReadOnlySpan<byte> Cookie => "xdebugpy"u8;

    /// <summary>Reads the header; null when there is none.</summary>
    public static RuntimeHeader? Read(IMemory memory, Address at)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var range = new MemoryRange(at, Length);
        if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), bytes) != 1 || !bytes.StartsWith(Cookie))
            return null;
        var version = PythonVersion.FromHex(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        var freeThreaded = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        return version.Major == 0 || freeThreaded > 1 ? null : new RuntimeHeader(version, freeThreaded == 1);
    }
}
