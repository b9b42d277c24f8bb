using Unjam.Memory;

namespace Unjam.DotNet.Attach;

/// <summary>Tells which of many processes are .NET: by what they have mapped, or by what their program holds.</summary>
public sealed class RuntimeShapes
{
    private const int MostMapBytes = 4 * 1024 * 1024;

    // what only a program has that was compiled ahead of time: Compiler/ObjectWriter of the runtime's repository
    private const string CompiledAhead = "__managedcode";

    // what debuggers look for, in a library or in a program that holds the runtime
    private const string RuntimeInside = "DotNetRuntimeInfo";

    private readonly byte[] buffer = new byte[MostMapBytes];

    // many processes run the same program: it is looked into once
    private readonly Dictionary<FileIdentity, RuntimeShape> programs = [];

    /// <summary>Tells it of one process.</summary>
    public RuntimeShape Of(ProcessDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!directory.TryStat(out var stat) || stat.IsKernelThread || stat.State is 'Z' or 'X')
            return RuntimeShape.None;
        var maps = directory.Read("maps", buffer);
        if (maps.IsEmpty)
            return RuntimeShape.Unknown;
        if (maps.IndexOf("/libcoreclr.so"u8) >= 0)
            return RuntimeShape.Library;
        if (directory.Identify("exe") is not { } program)
            return RuntimeShape.Unknown;
        if (!programs.TryGetValue(program, out var known))
            programs.Add(program, known = OfProgram(directory));
        return known;
    }

    private static RuntimeShape OfProgram(ProcessDirectory directory)
    {
        using var bytes = TargetFiles.OpenProgram(directory);
        if (bytes is null)
            return RuntimeShape.Unknown;
        try
        {
            var file = ElfFile.Read(bytes);
            return file.FindSection(CompiledAhead) is not null ? RuntimeShape.NativeAot
                : file.Exports(RuntimeInside) ? RuntimeShape.SingleFile
                : RuntimeShape.None;
        }
        catch (UnreadableException)
        {
            return RuntimeShape.None; // no program of a kind that holds a runtime
        }
    }
}
