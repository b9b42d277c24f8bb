using Unjam.DotNet.Attach;
using Unjam.Memory;

namespace Unjam.DotNet.Census;

/// <summary>Tells cheaply which of many processes may be .NET: by what they have mapped, by their program, or, where we may not look, by their command and their port.</summary>
public sealed class DotNetSieve
{
    private const string Muxer = "dotnet";

    private readonly RuntimeShapes shapes = new();

    /// <summary>Whether it may be.</summary>
    public bool MayBeDotNet(ProcessDirectory directory) => shapes.Of(directory) switch
    {
        RuntimeShape.None => IsMuxer(directory.ReadLink("exe")), // it loads its runtime just now
        RuntimeShape.Unknown => IsMuxer(CommandLine.Arguments(directory)[0]) || DiagnosticsPort.Exists(directory.Pid),
        _ => true,
    };

    /// <summary>A short name for what it runs, without paths and arguments; null when it is no .NET.</summary>
    public string? NameOf(ProcessDirectory directory) => MayBeDotNet(directory) ? AssemblyName.Of(CommandLine.Arguments(directory)) : null;

    private static bool IsMuxer(string? program) => Path.GetFileName(program) == Muxer;
}
