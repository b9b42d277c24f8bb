namespace Unjam.Python.Layouts;

/// <summary>PyCodeObject.</summary>
internal readonly struct CodeLayout(LayoutRow row)
{
    public readonly int FirstLine = row["code.first_line"];
    public readonly int Flags = row["code.flags"];
    public readonly int LocalCount = row["code.local_count"];
    public readonly int LocalNames = row["code.local_names"];
    public readonly int FreeNames = row["code.free_names"];
    public readonly int File = row["code.file"];
    public readonly int Name = row["code.name"];
    public readonly int QualifiedName = row["code.qualified_name"];
    public readonly int LineTable = row["code.line_table"];
    public readonly int Instructions = row["code.instructions"];
    public readonly LineTableShape LineTableShape = (LineTableShape)row["shape.line_table"];
}

/// <summary>How a code object maps instructions to lines.</summary>
internal enum LineTableShape
{
    LnotabPairs = 1,
    LineRanges = 2,
    LocationEntries = 3,
}
