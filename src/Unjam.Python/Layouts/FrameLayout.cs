namespace Unjam.Python.Layouts;

/// <summary>PyFrameObject (≤ 3.10) or _PyInterpreterFrame (3.11+).</summary>
internal readonly struct FrameLayout(LayoutRow row)
{
    public readonly bool AreHeapObjects = row["shape.frames"] == 1;
    public readonly InstructionShape InstructionShape = (InstructionShape)row["shape.instruction"];
    public readonly int Code = row["frame.code"];
    public readonly int Previous = row["frame.previous"];
    public readonly int Instruction = row["frame.instruction"];
    public readonly int Owner = row["frame.owner"];
    public readonly int FirstInternalOwner = row["shape.first_internal_owner"];
    public readonly int Locals = row["frame.locals"];
    public readonly int StackTop = row["frame.stack_top"];
    public readonly int ValueStack = row["frame.value_stack"];
    public readonly int State = row["frame.state"];

    /// <summary>Keeps the address of a reference in a frame and drops its tag (3.14+).</summary>
    public readonly ulong ReferenceMask = ~(ulong)row["shape.reference_tag"];
}

/// <summary>What a frame's instruction field holds.</summary>
internal enum InstructionShape
{
    ByteOffset = 1,
    UnitIndex = 2,
    LastExecuted = 3,
    Current = 4,
}
