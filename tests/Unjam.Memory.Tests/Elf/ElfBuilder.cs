using System.Buffers.Binary;
using System.Text;

namespace Unjam.Memory.Tests;

/// <summary>Makes a small shared library as it lies in memory: headers, one load, dynamic section, symbols, names, a hash table, notes, sections.</summary>
internal sealed class ElfBuilder
{
    public const int Dynamic = 0x200;
    public const int Symbols = 0x400;
    public const int Names = 0x800;
    public const int HashTable = 0xa00;
    public const int Notes = 0xd00;
    public const int Sections = 0xe00;
    public const int SectionNames = 0xf00;
    private const int Length = 0x1000;

    private readonly byte[] bytes = new byte[Length];
    private readonly string[] symbols;

    public ElfBuilder(ulong relocation, bool isGnuHash, params string[] symbols)
    {
        this.symbols = symbols;
        WriteHeaders();
        WriteSymbols();
        if (isGnuHash)
            WriteGnuHash();
        else
            WriteHash();
        var at = Dynamic;
        foreach (var (tag, value) in new (ulong, ulong)[]
        {
            (5, Names + relocation), (6, Symbols + relocation), (10, HashTable - Names), (isGnuHash ? 0x6fff_fef5u : 4u, HashTable + relocation), (1, 1), (0, 0),
        })
        {
            U64(at, tag);
            U64(at + 8, value);
            at += 16;
        }
    }

    public byte[] Bytes => bytes;

    /// <summary>Where the builder puts the thing that a symbol names.</summary>
    public static ulong ValueOf(int symbol) => 0x100 + ((ulong)symbol * 8);

    public void U16(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);

    public void U32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    public void U64(int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);

    private void WriteHeaders()
    {
        Encoding.ASCII.GetBytes("\u007fELF\u0002\u0001\u0001").CopyTo(bytes, 0);
        U16(16, 3);
        U16(18, 62);
        U64(32, 64);
        U64(40, Sections);
        U16(54, 56);
        U16(56, 3);
        U16(58, 64);
        U16(60, 3);
        U16(62, 2);
        Segment(0, type: 1, flags: 6, at: 0, Length);
        Segment(1, type: 2, flags: 6, Dynamic, 6 * 16);
        Segment(2, type: 4, flags: 4, Notes, 32);
        U32(Notes, 4);
        U32(Notes + 4, 16);
        U32(Notes + 8, 3);
        Encoding.ASCII.GetBytes("GNU\0a build id of 16").AsSpan(0, 20).CopyTo(bytes.AsSpan(Notes + 12));
        Encoding.ASCII.GetBytes("\0.PyRuntime\0.symtab\0.names\0").CopyTo(bytes, SectionNames);
        Section(0, name: 1, type: 1, at: 0x180, length: 64, link: 0);
        Section(1, name: 12, type: 2, Symbols, (ulong)(symbols.Length + 1) * 24, link: 2);
        // one table of strings for both names of sections and of symbols
        Section(2, name: 20, type: 3, Names, SectionNames + 64 - Names, link: 0);
        for (var i = 0; i < 3; i++)
            U32(Sections + (i * 64), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Sections + (i * 64))) + SectionNames - Names);
    }

    private void Segment(int index, uint type, uint flags, ulong at, ulong length)
    {
        var header = 64 + (index * 56);
        U32(header, type);
        U32(header + 4, flags);
        U64(header + 8, at);
        U64(header + 16, at);
        U64(header + 32, length);
        U64(header + 40, length);
    }

    private void Section(int index, uint name, uint type, ulong at, ulong length, uint link)
    {
        var header = Sections + (index * 64);
        U32(header, name);
        U32(header + 4, type);
        U64(header + 16, at);
        U64(header + 24, at);
        U64(header + 32, length);
        U32(header + 40, link);
    }

    private void WriteSymbols()
    {
        var name = 1;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbol = Symbols + ((i + 1) * 24);
            U32(symbol, (uint)name);
            U16(symbol + 6, 1);
            U64(symbol + 8, ValueOf(i));
            name += Encoding.ASCII.GetBytes(symbols[i], bytes.AsSpan(Names + name)) + 1;
        }
    }

    private void WriteHash()
    {
        // one bucket: a single chain through all symbols
        U32(HashTable, 1);
        U32(HashTable + 4, (uint)symbols.Length + 1);
        U32(HashTable + 8, symbols.Length > 0 ? 1u : 0);
        for (var i = 1; i < symbols.Length; i++)
            U32(HashTable + 12 + (i * 4), (uint)i + 1);
    }

    private void WriteGnuHash()
    {
        // one bucket, a filter of one word that lets all through
        U32(HashTable, 1);
        U32(HashTable + 4, 1);
        U32(HashTable + 8, 1);
        U64(HashTable + 16, ulong.MaxValue);
        U32(HashTable + 24, symbols.Length > 0 ? 1u : 0);
        for (var i = 0; i < symbols.Length; i++)
        {
            var hash = Encoding.ASCII.GetBytes(symbols[i]).Aggregate(5381u, (sum, letter) => unchecked((sum * 33) + letter));
            U32(HashTable + 28 + (i * 4), i == symbols.Length - 1 ? hash | 1 : hash & ~1u);
        }
    }
}
