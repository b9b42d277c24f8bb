using Unjam.Memory;

namespace Unjam.Python.Attach;

/// <summary>A loaded file that may hold a Python.</summary>
internal sealed record PythonImage(MemoryMap Map, ElfImage Elf, bool IsExecutable)
{
    /// <summary>Whether its name says that it is a Python.</summary>
    public bool IsNamedPython => IsPythonName(Map.FileName);

    /// <summary>Whether a file name is that of a Python or of a host that embeds one, not of an extension module.</summary>
    public static bool IsPythonName(ReadOnlySpan<char> name)
        => name.Contains("python", StringComparison.OrdinalIgnoreCase) && !name.Contains(".cpython-", StringComparison.Ordinal);

    /// <summary>Where a dynamic symbol is; null when there is none or the tables cannot be read.</summary>
    public Address? Find(string symbol)
    {
        try
        {
            return Elf.Find(symbol);
        }
        catch (UnreadableException)
        {
            return null; // a damaged or foreign image has no symbols for us; others may
        }
    }
}
