using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>Maps an instruction of a code object to its line. Truncated or damaged tables give 0, never an error.</summary>
internal static class LineTable
{
    private const int NoLine = 0;

    /// <param name="shape">The form of the table.</param>
    /// <param name="table">The bytes of <c>co_lnotab</c> (≤ 3.9) or <c>co_linetable</c>.</param>
    /// <param name="firstLine"><c>co_firstlineno</c>.</param>
    /// <param name="offset">Byte offset of the instruction; below zero means that none has run, which is the first line.</param>
    public static int Line(LineTableShape shape, ReadOnlySpan<byte> table, int firstLine, int offset)
    {
        if (offset < 0)
            return firstLine;
        return shape switch
        {
            LineTableShape.LnotabPairs => Lnotab(table, firstLine, offset),
            LineTableShape.LineRanges => Ranges(table, firstLine, offset),
            _ => Locations(table, firstLine, offset),
        };
    }

    /// <summary>Pairs (bytes u8, lines s8); stop when the address passes the instruction. Source: Objects/lnotab_notes.txt of 3.8.</summary>
    private static int Lnotab(ReadOnlySpan<byte> table, int line, int offset)
    {
        var address = 0;
        for (var i = 0; i + 1 < table.Length; i += 2)
        {
            address += table[i];
            if (address > offset)
                break;
            line += (sbyte)table[i + 1];
        }

        return line;
    }

    /// <summary>Pairs (length u8, lines s8), −128 for no line. Source: Objects/lnotab_notes.txt of 3.10.</summary>
    private static int Ranges(ReadOnlySpan<byte> table, int line, int offset)
    {
        var end = 0;
        for (var i = 0; i + 1 < table.Length; i += 2)
        {
            var delta = (sbyte)table[i + 1];
            if (delta != -128)
                line += delta;
            end += table[i];
            if (offset < end)
                return delta == -128 ? NoLine : line;
        }

        return NoLine;
    }

    /// <summary>Location entries. Source: Objects/locations.md of 3.11.</summary>
    private static int Locations(ReadOnlySpan<byte> table, int line, int offset)
    {
        var end = 0;
        var i = 0;
        while (i < table.Length)
        {
            var first = table[i++];
            var code = (first >> 3) & 15;
            end += ((first & 7) + 1) * 2;
            var hasLine = true;
            switch (code)
            {
                case 15:
                    hasLine = false;
                    break;
                case 14:
                    line += SignedVarint(table, ref i);
                    for (var skip = 0; skip < 3; skip++)
                        Varint(table, ref i);
                    break;
                case 13:
                    line += SignedVarint(table, ref i);
                    break;
                case >= 10:
                    line += code - 10;
                    i += 2;
                    break;
                default:
                    i++;
                    break;
            }

            if (offset < end)
                return hasLine ? line : NoLine;
        }

        return NoLine;
    }

    private static int Varint(ReadOnlySpan<byte> table, ref int i)
    {
        var (value, shift) = (0, 0);
        while (i < table.Length && shift < 32)
        {
            var part = table[i++];
            value |= (part & 63) << shift;
            shift += 6;
            if ((part & 64) == 0)
                break;
        }

        return value;
    }

    private static int SignedVarint(ReadOnlySpan<byte> table, ref int i)
    {
        var value = Varint(table, ref i);
        return (value & 1) != 0 ? -(value >> 1) : value >> 1;
    }
}
