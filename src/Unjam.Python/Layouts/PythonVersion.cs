namespace Unjam.Python.Layouts;

/// <summary>A CPython version as far as it is known. Nothing outside this folder compares versions.</summary>
/// <param name="Micro">The patch level; −1 when only the minor version is known (3.8–3.10 do not export it).</param>
public readonly record struct PythonVersion(int Major, int Minor, int Micro)
{
    /// <summary>From <c>PY_VERSION_HEX</c>, as the symbol <c>Py_Version</c> (3.11+) and the header of <c>_Py_DebugOffsets</c> (3.13+) hold it.</summary>
    public static PythonVersion FromHex(ulong hex) => new((int)(hex >> 24) & 0xff, (int)(hex >> 16) & 0xff, (int)(hex >> 8) & 0xff)
    {
        PreRelease = ((hex >> 4) & 0xf) switch
        {
            0xa => $"a{hex & 0xf}",
            0xb => $"b{hex & 0xf}",
            0xc => $"rc{hex & 0xf}",
            _ => "",
        },
    };

    /// <summary>What follows the number of a version before the final one, such as <c>b2</c>; otherwise empty.</summary>
    public string PreRelease { get; init; } = "";

    public override string ToString() => Micro < 0 ? $"{Major}.{Minor}" : $"{Major}.{Minor}.{Micro}{PreRelease}";
}
