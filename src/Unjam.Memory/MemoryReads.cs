using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>Single reads, on top of the one batch read. All throw <see cref="UnreadableException"/> when the bytes cannot be read.</summary>
public static class MemoryReads
{
    extension(IMemory memory)
    {
        /// <summary>Fills <paramref name="into"/> from <paramref name="at"/>.</summary>
        public void Bytes(Address at, Span<byte> into)
        {
            if (into.IsEmpty)
                return;
            var range = new MemoryRange(at, into.Length);
            if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), into) != 1)
                throw new UnreadableException($"nothing readable at {at}");
        }

        public Address Pointer(Address at) => new(memory.UInt64(at));

        public ulong UInt64(Address at)
        {
            Span<byte> bytes = stackalloc byte[8];
            memory.Bytes(at, bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        public long Int64(Address at) => unchecked((long)memory.UInt64(at));

        public uint UInt32(Address at)
        {
            Span<byte> bytes = stackalloc byte[4];
            memory.Bytes(at, bytes);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }

        public int Int32(Address at) => unchecked((int)memory.UInt32(at));

        public byte UInt8(Address at)
        {
            Span<byte> bytes = stackalloc byte[1];
            memory.Bytes(at, bytes);
            return bytes[0];
        }

        public double Double(Address at) => BitConverter.UInt64BitsToDouble(memory.UInt64(at));
    }
}
