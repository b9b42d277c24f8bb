using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Interpreter;

/// <summary>A code object of the target, read once and checked again in every look in which it is used.</summary>
internal sealed class CodeSight
{
    private const int MostLocals = 2000;

    // CO_COROUTINE, CO_ITERABLE_COROUTINE and CO_ASYNC_GENERATOR

    /// <summary>They lie some eighty bytes apart in every version; what is read goes onto our stack.</summary>
    private const int MostIdentity = 256;

    private const int CoroutineFlags = 0x80 | 0x100 | 0x200;

    private readonly byte[] lineTable;
    private readonly Dictionary<int, int> lines = [];
    private readonly Layout layout;

    /// <summary>Reads a code object.</summary>
    /// <exception cref="UnreadableException">It is not one.</exception>
    public CodeSight(Layout layout, PyObjects objects, Address code, ReadLog identity)
    {
        this.layout = layout;
        var memory = objects.Memory;
        Address = code;
        Identity = identity;
        Span<byte> identityBytes = stackalloc byte[IdentityLength(layout.Code)];
        memory.Bytes(code + layout.Code.FirstLine, identityBytes);
        var name = objects.String(memory.Pointer(code + layout.Code.Name));
        var qualified = layout.Code.QualifiedName < 0 ? name : objects.String(memory.Pointer(code + layout.Code.QualifiedName));
        var file = objects.String(memory.Pointer(code + layout.Code.File));
        FirstLine = memory.Int32(code + layout.Code.FirstLine);
        Function = new Function(qualified, file, FirstLine)
        {
            IsCoroutine = (memory.Int32(code + layout.Code.Flags) & CoroutineFlags) != 0,
        };
        Instructions = layout.Frame.InstructionShape >= InstructionShape.LastExecuted ? code + layout.Code.Instructions : Address.Null;
        lineTable = objects.Bytes(memory.Pointer(code + layout.Code.LineTable));
        Recognize(objects, name, file);
    }

    public Address Address { get; }

    public Function Function { get; }

    public int FirstLine { get; }

    /// <summary>Which of the known functions it is.</summary>
    public Landmark Landmark { get; private set; }

    /// <summary>For each local of the landmark its index among the frame's locals.</summary>
    public int[] Slots { get; private set; } = [];

    /// <summary>The bytes that say that this is still the same code object: its own fields and its name.</summary>
    public ReadLog Identity { get; }

    /// <summary>The look in which it was last found unchanged.</summary>
    public long CheckedIn { get; set; }

    /// <summary>It is no longer known: the code object has gone or has not been seen for long.</summary>
    public bool IsForgotten { get; set; }

    private Address Instructions { get; }

    /// <summary>The line of an instruction field of a frame.</summary>
    public int Line(ulong instruction)
    {
        var offset = layout.Frame.InstructionShape switch
        {
            InstructionShape.ByteOffset => unchecked((int)instruction),
            InstructionShape.UnitIndex => unchecked((int)instruction) * 2,
            _ => (int)Math.Clamp(unchecked((long)(instruction - Instructions.Value)), -1, int.MaxValue),
        };
        if (lines.TryGetValue(offset, out var line))
            return line;
        if (lines.Count > 4096)
            lines.Clear();
        return lines[offset] = LineTable.Line(layout.Code.LineTableShape, lineTable, FirstLine, offset);
    }

    /// <summary>Reads what identifies a code object into its log: the fields from the first line to the line table, and the name's bytes.</summary>
    /// <remarks>Addresses of code objects are reused within milliseconds; without the name's bytes 81 of 4,229 names were wrong.</remarks>
    public static void ReadIdentity(Layout layout, PyObjects objects, Address code)
    {
        Span<byte> fields = stackalloc byte[IdentityLength(layout.Code)];
        objects.Memory.Bytes(code + layout.Code.FirstLine, fields);
        var name = new Address(BitConverter.ToUInt64(fields[(layout.Code.Name - layout.Code.FirstLine)..]));
        Span<byte> text = stackalloc byte[64];
        PyObjects.Checked(name);
        text = text[..(int)Math.Min(64, 0x1000 - (name.Value + (ulong)layout.Object.StringLength & 0xfff))];
        objects.Memory.Bytes(name + layout.Object.StringLength, text);
    }

    /// <summary>How far it is from the first line to the end of the line table's address. From 3.13 on the target says it, so it is checked.</summary>
    private static int IdentityLength(in CodeLayout code) =>
        code.LineTable + 8 - code.FirstLine is var length and >= 8 and <= MostIdentity && code.Name >= code.FirstLine && code.Name <= code.LineTable
            ? length
            : throw new UnreadableException("the target's own table of offsets scatters the fields of code objects");

    private void Recognize(PyObjects objects, string name, string file)
    {
        foreach (var shape in LandmarkShape.All)
        {
            if (!shape.Fits(name, file))
                continue;
            var names = LocalNames(objects, isNeeded: !WaitSite.IsPart(shape.Landmark) || shape.Landmark is Landmark.Result or Landmark.QueueGet);
            if (!shape.Fits(names))
                continue;
            Landmark = shape.Landmark;
            Slots = Array.ConvertAll(shape.Locals, local => Array.IndexOf(names, local));
            return;
        }
    }

    /// <summary>The names of the locals; none when they are not readable and not worth the stack.</summary>
    private string[] LocalNames(PyObjects objects, bool isNeeded)
    {
        try
        {
            return LocalNames(objects);
        }
        catch (UnreadableException) when (!isNeeded)
        {
            return [];
        }
    }

    private string[] LocalNames(PyObjects objects)
    {
        var tuple = objects.Memory.Pointer(Address + layout.Code.LocalNames);
        var names = new string[objects.Size(tuple, MostLocals)];
        for (var i = 0; i < names.Length; i++)
            names[i] = objects.String(objects.TupleItem(tuple, i));
        return names;
    }
}
