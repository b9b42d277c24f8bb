using System.Globalization;

namespace Unjam.Python.Layouts;

/// <summary>Which CPython versions Unjam can read.</summary>
public static class KnownVersions
{
    internal static OffsetTable Offsets { get; } = OffsetTable.Load("offsets.tsv");

    internal static OffsetTable DebugOffsets { get; } = OffsetTable.Load("debug-offsets.tsv");

    /// <summary>The known minor versions in words, such as <c>3.8 – 3.15</c>.</summary>
    public static string InWords => $"{Offsets.Versions.First()} – {Offsets.Versions.Last()}";

    /// <summary>Whether this minor version is known.</summary>
    public static bool Includes(PythonVersion version) => Offsets.Has(Column(version));

    /// <summary>Whether this version describes itself by <c>_Py_DebugOffsets</c> at the start of <c>_PyRuntime</c>.</summary>
    public static bool DescribesItself(PythonVersion version) => DebugOffsets.Has(Column(version));

    /// <summary>Length of a version's <c>_Py_DebugOffsets</c>, in bytes; 0 when it has none.</summary>
    public static int DebugOffsetsLength(PythonVersion version) =>
        DescribesItself(version) ? int.Parse(DebugOffsets.Cell("table.size", Column(version)), CultureInfo.InvariantCulture) : 0;

    internal static string Column(PythonVersion version) => $"{version.Major}.{version.Minor}";
}
