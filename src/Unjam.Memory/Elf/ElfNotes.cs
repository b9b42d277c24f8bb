using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>Reads the notes of an ELF image or file.</summary>
internal static class ElfNotes
{
    private const int MostBytes = 64 * 1024;
    private const int MostIdBytes = 64;
    private const uint BuildIdType = 3;

    /// <summary>The linker's build id; empty when there is none that can be read.</summary>
    public static byte[] ReadBuildId(IMemory memory, ElfSegment[] segments, Func<ElfSegment, Address> place)
    {
        foreach (var segment in segments)
        {
            if (segment.Type != ElfSegment.Note || segment.FileLength is 0 or > MostBytes)
                continue;
            var bytes = new byte[segment.FileLength];
            var range = new MemoryRange(place(segment), bytes.Length);
            if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), bytes) == 1 && Find(bytes) is { Length: > 0 } id)
                return id.ToArray();
        }

        return [];
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= 12)
        {
            var name = BinaryPrimitives.ReadUInt32LittleEndian(notes);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(notes[4..]);
            var type = BinaryPrimitives.ReadUInt32LittleEndian(notes[8..]);
            notes = notes[12..];
            if (name > MostBytes || length > MostBytes || Padded(name) + Padded(length) > notes.Length)
                return default;
            var body = notes.Slice(Padded(name), (int)length);
            if (type == BuildIdType && notes[..(int)name].SequenceEqual("GNU\0"u8) && length <= MostIdBytes)
                return body;
            notes = notes[(Padded(name) + Padded(length))..];
        }

        return default;
    }

    private static int Padded(uint length) => (int)((length + 3) & ~3u);
}
