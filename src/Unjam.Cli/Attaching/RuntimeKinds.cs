using Unjam.DotNet.Census;
using Unjam.Memory;
using Unjam.Python.Attach;

namespace Unjam.Cli.Attaching;

/// <summary>Tells which runtime a process has, cheaply, and what it is called by it. One thread at a time may ask.</summary>
internal sealed class RuntimeKinds
{
    private readonly PythonSieve python = new();
    private readonly DotNetSieve dotnet = new();

    /// <summary>By what runs in it. A program may hold both: then one that is called Python is Python, and any other is .NET.</summary>
    public RuntimeKind Of(ProcessDirectory directory) =>
        !PythonSieve.IsNamedPython(directory) && dotnet.MayBeDotNet(directory) ? RuntimeKind.DotNet
        : python.MayBePython(directory) ? RuntimeKind.Python
        : RuntimeKind.None;

    /// <summary>The same by number; none when it has ended or is hidden.</summary>
    public RuntimeKind Of(int pid)
    {
        var kind = RuntimeKind.None;
        return ProcessTree.Is(pid, directory => (kind = Of(directory)) != RuntimeKind.None) ? kind : RuntimeKind.None;
    }

    /// <summary>A short name for what a process runs; null when it has no known runtime.</summary>
    public string? NameOf(ProcessDirectory directory) => Of(directory) switch
    {
        RuntimeKind.DotNet => dotnet.NameOf(directory),
        RuntimeKind.Python => python.NameOf(directory),
        _ => null,
    };
}
