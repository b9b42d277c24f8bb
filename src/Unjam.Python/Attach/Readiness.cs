using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>Reads how far a runtime of a known version is in its life.</summary>
internal static class Readiness
{
    /// <summary>From <c>_PyRuntime.initialized</c>, <c>.finalizing</c> and <c>.interpreters.head</c>; starting when they cannot be read.</summary>
    /// <exception cref="Model.AttachException">The target's own table of offsets makes no sense.</exception>
    public static RuntimeState Of(IMemory memory, PythonRuntime runtime)
    {
        try
        {
            var row = ReadRow(memory, runtime);
            if (memory.UInt64(runtime.At + row["runtime.finalizing"]) != 0)
                return RuntimeState.Finalizing;
            var isInitialized = memory.Int32(runtime.At + row["runtime.initialized"]) != 0;
            return isInitialized && !memory.Pointer(runtime.At + row["runtime.interpreters_head"]).IsNull
                ? RuntimeState.Running
                : RuntimeState.Starting;
        }
        catch (UnreadableException)
        {
            return RuntimeState.Starting; // its pages are not there yet
        }
    }

    /// <summary>The offsets of a runtime of a known version, completed by what it says of itself.</summary>
    /// <exception cref="UnreadableException">Its own table cannot be read.</exception>
    /// <exception cref="Model.AttachException">Its own table makes no sense.</exception>
    public static LayoutRow ReadRow(IMemory memory, PythonRuntime runtime)
    {
        var table = new byte[runtime.DescribesItself ? KnownVersions.DebugOffsetsLength(runtime.Version) : 0];
        memory.Bytes(runtime.At, table);
        return new LayoutRow(runtime.Version, table);
    }
}
