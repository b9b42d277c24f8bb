using System.Text;
using Unjam.Memory;

namespace Unjam.Python.Attach;

/// <summary>Tells cheaply which of many processes may be Python: by the name of the program, the names of what it has mapped, or what the program exports.</summary>
public sealed class PythonSieve
{
    private const int MostMapBytes = 4 * 1024 * 1024;

    private readonly byte[] buffer = new byte[MostMapBytes];

    // many processes run the same program: its symbols are looked up once
    private readonly Dictionary<FileIdentity, bool> exports = [];

    /// <summary>Whether a process runs a program that is called Python, whatever else it has loaded.</summary>
    public static bool IsNamedPython(ProcessDirectory directory) => directory.ReadLink("exe") is { } executable && NamesPython(Path.GetFileName(executable));

    /// <summary>A short name for what it runs, without paths and arguments; null when it is no Python.</summary>
    public string? NameOf(ProcessDirectory directory) => MayBePython(directory) ? ProgramName.Of(CommandLine.Arguments(directory)) : null;

    /// <summary>Whether it may be; where we may not know what it runs, its name and its command decide.</summary>
    public bool MayBePython(ProcessDirectory directory)
    {
        if (!directory.TryStat(out var stat) || stat.IsKernelThread || stat.State is 'Z' or 'X')
            return false;
        if (directory.ReadLink("exe") is not { } executable)
            return NamesPython(CommandLine.NameOf(directory)) || NamesPython(Program(directory));
        if (NamesPython(Path.GetFileName(executable)))
            return true;
        var maps = directory.Read("maps", buffer);
        return maps.IndexOf("/libpython"u8) >= 0 || maps.IndexOf("/libpypy"u8) >= 0 || Exports(directory, maps);
    }

    private static bool NamesPython(string name)
        => name.Contains("python", StringComparison.OrdinalIgnoreCase) || name.Contains("pypy", StringComparison.OrdinalIgnoreCase);

    private static string Program(ProcessDirectory directory)
    {
        var arguments = Encoding.UTF8.GetString(directory.Read("cmdline", new byte[4096]));
        return Path.GetFileName(arguments.Split('\0', 2)[0]);
    }

    private bool Exports(ProcessDirectory directory, ReadOnlySpan<byte> maps)
    {
        if (directory.Identify("exe") is not { } program)
            return false;
        if (exports.TryGetValue(program, out var known))
            return known;
        try
        {
            using var memory = ProcessMemory.Open(directory);
            var images = new PythonImages(memory, MemoryMaps.Parse(maps), AuxiliaryVector.Of(directory).ProgramHeaders);
            return exports[program] = images.Likely.Any(image => image.IsExecutable && image.Find("_PyRuntime") is not null);
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return false; // it ended, or we may not know
        }
    }
}
