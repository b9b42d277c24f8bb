using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach.Preflight;

/// <summary>What must hold inside the process, once it can be read: a runtime of a known version that is ready, and asyncio.</summary>
internal static class RuntimeConditions
{
    public static IEnumerable<Condition> Of(int pid, TimeProvider time)
    {
        var found = Find(pid);
        yield return found;
        if (found.IsMet != true)
            yield break;
        foreach (var condition in Attach(pid, time))
            yield return condition;
    }

    private static Condition Find(int pid)
    {
        try
        {
            using var memory = ProcessMemory.Open(pid);
            var images = new PythonImages(memory, memory.ReadMaps(), AuxiliaryVector.Of(memory.Directory).ProgramHeaders);
            return new PythonLocator(memory, memory.Directory, images).Locate() is { } runtime
                ? new("runtime", true, $"{runtime.InWords}")
                : Refused("runtime", NotPython.Explain(memory, memory.Directory, images));
        }
        catch (Exception refusal) when (refusal is UnreadableException or MemoryGoneException or UnauthorizedAccessException)
        {
            return new("runtime", false, refusal.Message) { Failure = AttachFailure.NotReady };
        }
    }

    private static List<Condition> Attach(int pid, TimeProvider time)
    {
        try
        {
            using var probe = PythonProbe.Attach(pid, time);
            var look = new Snapshot();
            probe.Look(look, LookDepth.Memory);
            return
            [
                new("version", true, $"CPython {KnownVersions.InWords} is supported, and it is ready"),
                new("asyncio", true, look.Loops.Count > 0 || look.Pools.Count > 0
                    ? $"known; loops at this moment: {look.Loops.Count}, pools: {look.Pools.Count}"
                    : "known; no event loop and no thread pool is there at this moment"),
            ];
        }
        catch (AttachException refused)
        {
            return [Refused("version", refused)];
        }
        catch (TargetGoneException gone)
        {
            return [new("version", false, gone.Message) { Failure = AttachFailure.NoSuchProcess }];
        }
    }

    private static Condition Refused(string id, AttachException refused) => new(id, false, refused.Message) { Failure = refused.Failure };
}
