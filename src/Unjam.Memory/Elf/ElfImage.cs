using System.Buffers.Binary;
using System.Text;

namespace Unjam.Memory;

/// <summary>
/// A loaded ELF file as its own headers in memory describe it: no file is needed, so it works across mount namespaces and after the
/// file was deleted. All numbers come from the target: each is bounded before it is used.
/// </summary>
public sealed class ElfImage
{
    private const int MostDynamicEntries = 1024;

    private readonly IMemory memory;
    private readonly ElfSegment[] segments;
    private ElfSymbolTable? symbols;

    private ElfImage(IMemory memory, ElfHeader header, ElfSegment[] segments, long bias)
    {
        this.memory = memory;
        this.segments = segments;
        Header = header;
        Bias = bias;
    }

    /// <summary>What to add to an address of the file to get the address in memory; 0 for an executable at a fixed place.</summary>
    public long Bias { get; }

    internal ElfHeader Header { get; }

    internal ReadOnlySpan<ElfSegment> Segments => segments;

    /// <summary>Reads the headers of the file whose first byte is mapped at <paramref name="start"/>.</summary>
    /// <exception cref="UnreadableException">There is no 64-bit ELF image, or its headers make no sense.</exception>
    public static ElfImage Read(IMemory memory, Address start)
    {
        Span<byte> bytes = stackalloc byte[ElfHeader.Length];
        memory.Bytes(start, bytes);
        var header = ElfHeader.Parse(bytes);
        var segments = ElfSegment.ReadAll(memory, new Address(start.Value + header.SegmentsAt), header.SegmentCount);
        foreach (var segment in segments)
        {
            if (segment.Type == ElfSegment.Load)
                return new ElfImage(memory, header, segments, start - new Address(segment.Address - segment.Offset));
        }

        throw new UnreadableException("an ELF image that loads nothing");
    }

    /// <summary>Where a dynamic symbol is; null when the image has none of that name.</summary>
    /// <exception cref="UnreadableException">The tables cannot be read or make no sense.</exception>
    public Address? Find(string name)
    {
        symbols ??= ReadSymbolTable();
        return symbols.Find(Encoding.UTF8.GetBytes(name + '\0')) is { } symbol ? Loaded(symbol.Value) : null;
    }

    /// <summary>Its writable parts, initialised or not: where its variables are. Each begins at a multiple of eight and is cut to the given length.</summary>
    public IEnumerable<MemoryRange> DataRanges(int most)
    {
        foreach (var segment in segments)
        {
            var skipped = (8 - (Loaded(segment.Address).Value & 7)) & 7;
            if (segment.IsData && segment.MemoryLength > skipped)
                yield return new MemoryRange(Loaded(segment.Address + skipped), (int)Math.Min(segment.MemoryLength - skipped, (ulong)most));
        }
    }

    /// <summary>Whether it asks the dynamic linker for a library whose name begins so.</summary>
    /// <exception cref="UnreadableException">Its dynamic section cannot be read.</exception>
    public bool Needs(ReadOnlySpan<byte> library)
    {
        symbols ??= ReadSymbolTable();
        Span<byte> name = stackalloc byte[64];
        name = name[..library.Length];
        foreach (var at in symbols.Needed)
        {
            var range = new MemoryRange(symbols.Strings + (long)at, name.Length);
            if (memory.Read(new ReadOnlySpan<MemoryRange>(in range), name) == 1 && name.SequenceEqual(library))
                return true;
        }

        return false;
    }

    /// <summary>Where a thing is that the file has at an address.</summary>
    public Address Loaded(ulong address) => new Address(address) + Bias;

    /// <summary>The build id of the file, as its note in memory says; empty when it has none.</summary>
    public byte[] ReadBuildId() => ElfNotes.ReadBuildId(memory, segments, segment => Loaded(segment.Address));

    private ElfSymbolTable ReadSymbolTable()
    {
        foreach (var segment in segments)
        {
            if (segment.Type == ElfSegment.Dynamic)
                return ReadSymbolTable(segment);
        }

        throw new UnreadableException("an ELF image without a dynamic section");
    }

    private ElfSymbolTable ReadSymbolTable(ElfSegment dynamic)
    {
        const int needed = 1, hash = 4, strings = 5, symbolTable = 6, stringsLength = 10, gnuHash = 0x6fff_fef5;
        var bytes = new byte[Math.Min(dynamic.MemoryLength / 16, MostDynamicEntries) * 16];
        memory.Bytes(Loaded(dynamic.Address), bytes);
        var table = new ElfSymbolTable(memory);
        for (var rest = bytes.AsSpan(); rest.Length >= 16 && rest[..8].ContainsAnyExcept((byte)0); rest = rest[16..])
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]);
            switch (BinaryPrimitives.ReadUInt64LittleEndian(rest))
            {
                case needed: table.Needed.Add(value); break;
                case hash: table.Hash = Relocated(value); break;
                case strings: table.Strings = Relocated(value); break;
                case stringsLength: table.StringsLength = value; break;
                case symbolTable: table.Symbols = Relocated(value); break;
                case gnuHash: table.GnuHash = Relocated(value); break;
            }
        }

        return table;
    }

    // glibc adds the bias to these entries in place when it loads the image; musl leaves them as they are in the file.
    private Address Relocated(ulong value) => Bias > 0 && value < (ulong)Bias ? Loaded(value) : new Address(value);
}
