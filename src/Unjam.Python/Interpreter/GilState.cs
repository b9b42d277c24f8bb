using System.Buffers.Binary;

namespace Unjam.Python.Interpreter;

/// <summary>An interpreter lock at one instant.</summary>
/// <param name="Holder">The thread state that holds it or held it last.</param>
/// <param name="IsLocked">Someone holds it now.</param>
/// <param name="Switches">How often it has gone to another thread; only ever grows.</param>
internal readonly record struct GilState(ulong Holder, bool IsLocked, ulong Switches)
{
    /// <summary>Bytes from <c>last_holder</c> to the end of <c>switch_number</c>. Source: struct _gil_runtime_state in pycore_gil.h.</summary>
    public const int Length = 24;

    public static GilState From(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != 0,
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));

    /// <summary>
    /// Whether a thread cannot have run Python between two instants. It needs the lock for that: had it taken the lock, it would be
    /// the holder, or the number of switches would have grown. Nothing is known of the thread that held it last.
    /// </summary>
    public static bool ProvesStill(ulong thread, in GilState before, in GilState after) =>
        before.Switches == after.Switches && before.Holder != thread && after.Holder != thread;
}
