using System.Buffers.Binary;
using System.Text;

namespace Unjam.Memory;

/// <summary>
/// An ELF file by its section headers, which are not loaded: they name sections and symbols that the dynamic tables leave out.
/// The bytes are addressed by their offset in the file. All numbers come from the target: each is bounded before it is used.
/// </summary>
public sealed class ElfFile
{
    private const int MostSections = 4096;
    private const int MostNameBytes = 1 << 20;
    private const ulong MostTableBytes = 1UL << 30;
    private const int SectionSize = 64;
    private const int MostCandidates = 16;
    private const uint SymbolTable = 2;
    private const uint DynamicSymbols = 11;

    private readonly IMemory file;
    private readonly ElfHeader header;
    private readonly ElfSegment[] segments;
    private readonly ElfSection[] sections;

    private ElfFile(IMemory file, ElfHeader header, ElfSegment[] segments, ElfSection[] sections)
    {
        this.file = file;
        this.header = header;
        this.segments = segments;
        this.sections = sections;
    }

    public ReadOnlySpan<ElfSection> Sections => sections;

    /// <exception cref="UnreadableException">It is not a 64-bit ELF file, or its headers make no sense.</exception>
    public static ElfFile Read(IMemory file)
    {
        Span<byte> bytes = stackalloc byte[ElfHeader.Length];
        file.Bytes(Address.Null, bytes);
        var header = ElfHeader.Parse(bytes);
        var segments = ElfSegment.ReadAll(file, new Address(header.SegmentsAt), header.SegmentCount);
        return new ElfFile(file, header, segments, ReadSections(file, header));
    }

    /// <summary>A section by its name; null when the file has none.</summary>
    public ElfSection? FindSection(string name)
    {
        foreach (var section in sections)
        {
            if (section.Name == name)
                return section;
        }

        return null;
    }

    /// <summary>The address of a symbol in any table of the file; null when there is none. It reads the tables in pieces: they may be large.</summary>
    public ulong? FindSymbol(string name)
    {
        var text = Encoding.UTF8.GetBytes(name + '\0');
        foreach (var section in sections)
        {
            if (section.Type is SymbolTable or DynamicSymbols && section.Link > 0 && section.Link < sections.Length
                && FindSymbol(section, sections[section.Link], text) is { } symbol)
                return symbol.Value;
        }

        return null;
    }

    /// <summary>Whether the file shows a symbol to those it is linked with: asked of the short dynamic table only.</summary>
    public bool Exports(string name)
    {
        var text = Encoding.UTF8.GetBytes(name + '\0');
        foreach (var section in sections)
        {
            if (section.Type is DynamicSymbols && section.Link > 0 && section.Link < sections.Length)
                return FindSymbol(section, sections[section.Link], text) is not null;
        }

        return false;
    }

    /// <summary>Whether the image in memory was loaded from this file: same program headers and same build id.</summary>
    public bool IsSourceOf(ElfImage image)
        => header.Entry == image.Header.Entry && header.Type == image.Header.Type
            && image.Segments.SequenceEqual(segments) && image.ReadBuildId().AsSpan().SequenceEqual(ReadBuildId());

    /// <summary>The linker's build id; empty when there is none.</summary>
    public byte[] ReadBuildId() => ElfNotes.ReadBuildId(file, segments, segment => new Address(segment.Offset));

    private static ElfSection[] ReadSections(IMemory file, ElfHeader header)
    {
        if (header.SectionCount == 0)
            return [];
        if (header.SectionCount > MostSections || header.NamesSection >= header.SectionCount)
            throw new UnreadableException($"an ELF file with {header.SectionCount} sections");
        var bytes = new byte[header.SectionCount * SectionSize];
        file.Bytes(new Address(header.SectionsAt), bytes);
        var names = ReadNames(file, bytes.AsSpan(header.NamesSection * SectionSize, SectionSize));
        var sections = new ElfSection[header.SectionCount];
        for (var i = 0; i < sections.Length; i++)
        {
            var section = bytes.AsSpan(i * SectionSize, SectionSize);
            sections[i] = new ElfSection(
                NameAt(names, BinaryPrimitives.ReadUInt32LittleEndian(section)),
                BinaryPrimitives.ReadUInt32LittleEndian(section[4..]),
                BinaryPrimitives.ReadUInt64LittleEndian(section[16..]),
                BinaryPrimitives.ReadUInt64LittleEndian(section[24..]),
                BinaryPrimitives.ReadUInt64LittleEndian(section[32..]),
                (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(section[40..]), MostSections));
        }

        return sections;
    }

    private static byte[] ReadNames(IMemory file, ReadOnlySpan<byte> section)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(section[32..]);
        if (length > MostNameBytes)
            throw new UnreadableException("an ELF file whose section names are too long");
        var names = new byte[length];
        file.Bytes(new Address(BinaryPrimitives.ReadUInt64LittleEndian(section[24..])), names);
        return names;
    }

    private static string NameAt(ReadOnlySpan<byte> names, uint at)
    {
        if (at >= names.Length)
            return "";
        var name = names[(int)at..];
        var end = name.IndexOf((byte)0);
        return end is < 0 or > 255 ? "" : Encoding.UTF8.GetString(name[..end]);
    }

    private ElfSymbol? FindSymbol(ElfSection table, ElfSection names, ReadOnlySpan<byte> name)
    {
        // Names share their ends, so the name may begin inside a longer one: every place where the bytes are may be it.
        Span<long> places = stackalloc long[MostCandidates];
        places = places[..ByteSearch.Find(file, new Address(names.Offset), names.Length, name, alignment: 1, places)];
        if (places.IsEmpty || table.Length > MostTableBytes)
            return null;
        var bytes = new byte[ElfSymbol.Size * 1024];
        for (ulong done = 0; done < table.Length;)
        {
            var length = (int)Math.Min((ulong)bytes.Length, table.Length - done);
            file.Bytes(new Address(table.Offset + done), bytes.AsSpan(0, length));
            for (var rest = bytes.AsSpan(0, length); rest.Length >= ElfSymbol.Size; rest = rest[ElfSymbol.Size..])
            {
                var symbol = ElfSymbol.Parse(rest);
                if (symbol.IsDefined && places.Contains(symbol.Name))
                    return symbol;
            }

            done += (ulong)length;
        }

        return null;
    }
}
