using System.Globalization;

namespace Unjam.Python.Layouts;

/// <summary>Which CPython versions Unjam can read.</summary>
public static class KnownVersions
{
    internal static OffsetTable Offsets { get; } = OffsetTable.Load("offsets.tsv");

    internal static OffsetTable DebugOffsets { get; } = OffsetTable.Load("debug-offsets.tsv");

    /// <summary>The known minor versions in words, such as <c>3.8 – 3.15</c>.</summary>
    public static string InWords => $"{Offsets.Versions.First()} – {Offsets.Versions.Last()}";

    /// <summary>Whether this minor version is known. Alphas and betas are not: their structures may still move; from the first candidate on they do not.</summary>
    public static bool Includes(PythonVersion version) => Offsets.Has(Column(version)) && !IsUnsettled(version);

    /// <summary>Why this version cannot be read and what to do, as the end of a sentence; null when it can.</summary>
    public static string? WhyNot(PythonVersion version)
    {
        if (Includes(version))
            return null;
        if (Offsets.Has(Column(version)))
            return $"which is a pre-release whose structures were not settled: Unjam reads final releases and release candidates of {InWords}";
        var newest = Offsets.Versions.Last().Split('.');
        var isNewer = (version.Major, version.Minor).CompareTo((Number(newest[0]), Number(newest[1]))) > 0;
        return isNewer
            ? $"which is newer than this Unjam knows ({InWords}): look for a newer Unjam"
            : $"which is older than Unjam reads ({InWords}): move the service to a newer Python";
    }

    /// <summary>Whether asyncio of this version describes itself by <c>.AsyncioDebug</c>.</summary>
    internal static bool HasAsyncioDebug(PythonVersion version)
        => Includes(version) && Number(Offsets.Cell("shape.running_loop", Column(version))) == (int)RunningLoopShape.AsyncioDebug;

    /// <summary>Whether this version describes itself by <c>_Py_DebugOffsets</c> at the start of <c>_PyRuntime</c>.</summary>
    public static bool DescribesItself(PythonVersion version) => DebugOffsets.Has(Column(version));

    /// <summary>Length of a version's <c>_Py_DebugOffsets</c>, in bytes; 0 when it has none.</summary>
    public static int DebugOffsetsLength(PythonVersion version) =>
        DescribesItself(version) ? int.Parse(DebugOffsets.Cell("table.size", Column(version)), CultureInfo.InvariantCulture) : 0;

    private static bool IsUnsettled(PythonVersion version) => version.PreRelease is ['a' or 'b', ..];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    internal static string Column(PythonVersion version) => $"{version.Major}.{version.Minor}";
}
