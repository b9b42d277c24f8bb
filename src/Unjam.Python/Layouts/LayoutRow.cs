using System.Buffers.Binary;
using System.Globalization;
using Unjam.Model;

namespace Unjam.Python.Layouts;

/// <summary>One version's column of the offset tables, completed by what the target says of itself. Checked once, then trusted.</summary>
internal sealed class LayoutRow
{
    /// <summary>No field of a structure that is read lies further from its start: the largest structure, PyInterpreterState, has 380 KB.</summary>
    private const ulong LargestOffset = 1 << 20;

    /// <summary>The fixed part of an interpreter frame has 72 to 88 bytes.</summary>
    private const ulong LargestFrame = 256;

    /// <summary>The head of an ASCII string has 40 or 48 bytes.</summary>
    private const int LargestHead = 96;

    private readonly Dictionary<string, int> values = [];

    /// <summary>Reads the column of a version.</summary>
    /// <param name="version">The target's version; its minor must be known: see <see cref="KnownVersions"/>.</param>
    /// <param name="debugOffsets">The first bytes of <c>_PyRuntime</c>; needed where the version describes itself.</param>
    /// <exception cref="AttachException">The target's own table does not make sense.</exception>
    public LayoutRow(PythonVersion version, ReadOnlySpan<byte> debugOffsets)
    {
        var column = KnownVersions.Column(version);
        var own = KnownVersions.DebugOffsets;
        foreach (var field in KnownVersions.Offsets.Fields)
        {
            var cell = KnownVersions.Offsets.Cell(field, column);
            values[field] = cell switch
            {
                "-" => -1,
                "@" => FromTarget(own, KnownVersions.Offsets.Cell(field, "debug"), column, debugOffsets),
                _ => int.Parse(cell, CultureInfo.InvariantCulture),
            };
        }

        CheckFrame();
        CheckString();
    }

    /// <summary>A frame is read as one piece up to its locals, so all that is wanted of it must lie before them.</summary>
    private void CheckFrame()
    {
        foreach (var field in (ReadOnlySpan<string>)["frame.code", "frame.previous", "frame.instruction", "frame.owner"])
        {
            if (values["shape.frames"] == 2 && values[field] + (field == "frame.owner" ? 1 : 8) > values["frame.locals"])
                throw new AttachException(AttachFailure.Unsupported,
                    $"The target's own table of offsets puts {field} behind a frame's locals, which cannot be: its memory is damaged or it is a modified Python.");
        }
    }

    /// <summary>The head of a string is read as one piece up to its text.</summary>
    private void CheckString()
    {
        if (values["string.length"] + 8 > values["string.ascii"] || values["string.state"] + 4 > values["string.ascii"] || values["string.ascii"] > LargestHead)
            throw new AttachException(AttachFailure.Unsupported,
                "The target's own table of offsets puts the length of a string behind its text, which cannot be: its memory is damaged or it is a modified Python.");
    }

    /// <summary>An offset or shape; −1 where this version has no such field.</summary>
    public int this[string field] => values[field];

    private static int FromTarget(OffsetTable own, string entry, string column, ReadOnlySpan<byte> table)
    {
        var value = Entry(own, entry, column, table);
        var structure = entry[..entry.IndexOf('.')];
        var size = structure is "thread_state" or "runtime_state" or "interpreter_state" or "interpreter_frame" or "code_object" && !entry.EndsWith(".size", StringComparison.Ordinal)
            ? Entry(own, structure + ".size", column, table)
            : LargestOffset;
        var largest = structure is "interpreter_frame" ? LargestFrame : LargestOffset;
        if (value > largest || size > largest || value >= Math.Max(size, 1))
            throw new AttachException(AttachFailure.Unsupported,
                $"The target's own table of offsets says {entry} = {value}, which cannot be: its memory is damaged or it is a modified Python.");
        return (int)value;
    }

    private static ulong Entry(OffsetTable own, string entry, string column, ReadOnlySpan<byte> table)
    {
        var at = int.Parse(own.Cell(entry, column), CultureInfo.InvariantCulture);
        return at + 8 <= table.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(table[at..])
            : throw new AttachException(AttachFailure.Unsupported, "The target's own table of offsets could not be read.");
    }
}
