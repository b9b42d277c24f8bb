namespace Unjam.DotNet.Attach;

/// <summary>The .NET runtime of a process: what does not change until it execs.</summary>
/// <param name="Version">Such as <c>10.0.1</c>.</param>
/// <param name="EntryAssembly">The assembly that was started, without its extension; empty when the runtime names none.</param>
/// <param name="Architecture">As the runtime calls it, such as <c>x64</c>.</param>
/// <param name="Shape">How the process has it; unknown where we may not look.</param>
public sealed record DotNetRuntime(string Version, string EntryAssembly, string Architecture, RuntimeShape Shape)
{
    /// <summary>Whether the program was compiled ahead of time: such a runtime has no sampler and names no methods, so there are no stacks.</summary>
    public bool IsNativeAot => Shape == RuntimeShape.NativeAot;

    /// <summary>Whether it tells of waits, with the stacks of those who wait (.NET 9 and later).</summary>
    public bool HasWaitEvents => !IsNativeAot && KnownRuntimes.HasWaitEvents(Version);

    /// <summary>The build in words, such as <c>.NET 10.0.1, single file</c>.</summary>
    public string InWords => $".NET {Version}" + Shape switch
    {
        RuntimeShape.NativeAot => ", NativeAOT",
        RuntimeShape.SingleFile => ", single file",
        _ => "",
    };
}
