using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Unjam.Memory;

/// <summary>Looks dynamic symbols up by the hash tables of a loaded image.</summary>
internal sealed class ElfSymbolTable(IMemory memory)
{
    private const int MostSteps = 1 << 16;
    private const uint MostSymbols = 1 << 24;
    private const int Chunk = 64;

    public Address Hash { get; set; }

    public Address GnuHash { get; set; }

    public Address Strings { get; set; }

    public ulong StringsLength { get; set; }

    public Address Symbols { get; set; }

    /// <summary>Where in the names those of the needed libraries begin.</summary>
    public List<ulong> Needed { get; } = [];

    /// <param name="name">The name with the zero byte that ends it.</param>
    public ElfSymbol? Find(ReadOnlySpan<byte> name)
    {
        if (Strings.IsNull || Symbols.IsNull)
            throw new UnreadableException("an ELF image without dynamic symbols");
        if (!GnuHash.IsNull)
            return FindByGnuHash(name);
        return Hash.IsNull ? throw new UnreadableException("an ELF image without a hash table") : FindByHash(name);
    }

    private static uint HashOf(ReadOnlySpan<byte> name)
    {
        var hash = 0u;
        foreach (var letter in name[..^1])
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf000_0000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    private static uint GnuHashOf(ReadOnlySpan<byte> name)
    {
        var hash = 5381u;
        foreach (var letter in name[..^1])
            hash = (hash * 33) + letter;
        return hash;
    }

    private ElfSymbol? FindByGnuHash(ReadOnlySpan<byte> name)
    {
        Span<byte> header = stackalloc byte[16];
        memory.Bytes(GnuHash, header);
        var buckets = BinaryPrimitives.ReadUInt32LittleEndian(header);
        var firstHashed = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        var filterWords = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (buckets is 0 or > MostSymbols || filterWords > MostSymbols || firstHashed > MostSymbols)
            throw new UnreadableException("an ELF hash table that makes no sense");
        var bucketsAt = GnuHash + 16 + (filterWords * 8L);
        var chainsAt = bucketsAt + (buckets * 4L);
        var hash = GnuHashOf(name);
        var index = memory.UInt32(bucketsAt + (hash % buckets * 4L));
        if (index < firstHashed)
            return null;

        Span<uint> chain = stackalloc uint[Chunk];
        for (var steps = 0; steps < MostSteps; steps += Chunk)
        {
            if (index > MostSymbols)
                break;
            ReadChain(chainsAt + ((index - firstHashed) * 4L), chain);
            foreach (var entry in chain)
            {
                if ((entry | 1) == (hash | 1) && Matches(index, name) is { } symbol)
                    return symbol;
                if ((entry & 1) != 0)
                    return null;
                index++;
            }
        }

        throw new UnreadableException("an ELF hash chain without end");
    }

    /// <summary>Reads a piece of a chain; near the end of the image, entry by entry as far as it goes.</summary>
    private void ReadChain(Address at, Span<uint> chain)
    {
        var bytes = MemoryMarshal.AsBytes(chain);
        var range = new MemoryRange(at, bytes.Length);
        if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), bytes) == 1)
            return;
        const uint end = 1;
        chain.Fill(end);
        for (var i = 0; i < chain.Length && (i == 0 || (chain[i - 1] & 1) == 0); i++)
            chain[i] = memory.UInt32(at + (i * 4L));
    }

    private ElfSymbol? FindByHash(ReadOnlySpan<byte> name)
    {
        var buckets = memory.UInt32(Hash);
        var symbols = memory.UInt32(Hash + 4);
        if (buckets is 0 or > MostSymbols || symbols > MostSymbols)
            throw new UnreadableException("an ELF hash table that makes no sense");
        var index = memory.UInt32(Hash + 8 + (HashOf(name) % buckets * 4L));
        for (var steps = 0; steps < Math.Min(symbols, MostSteps); steps++)
        {
            if (index == 0)
                return null;
            if (index >= symbols)
                break;
            if (Matches(index, name) is { } symbol)
                return symbol;
            index = memory.UInt32(Hash + 8 + (((long)buckets + index) * 4));
        }

        throw new UnreadableException("an ELF hash chain without end");
    }

    private ElfSymbol? Matches(uint index, ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[ElfSymbol.Size];
        memory.Bytes(Symbols + ((long)index * ElfSymbol.Size), bytes);
        var symbol = ElfSymbol.Parse(bytes);
        if (!symbol.IsDefined || symbol.Name + (ulong)name.Length > StringsLength)
            return null;
        Span<byte> text = stackalloc byte[256];
        text = text[..name.Length];
        memory.Bytes(Strings + symbol.Name, text);
        return text.SequenceEqual(name) ? symbol : null;
    }
}
