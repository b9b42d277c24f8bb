using Unjam.DotNet.Attach;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Preflight;

/// <summary>All conditions for attaching to a .NET process, in the order in which they matter. What cannot be asked because an earlier one does not hold is left out.</summary>
public static class DotNetConditions
{
    /// <summary>Asks for everything; nothing is stopped or written.</summary>
    public static IEnumerable<Condition> Of(int pid, TimeProvider time)
    {
        using var directory = TryOpen(pid);
        if (directory is null || !directory.TryStat(out var stat) || stat.State is 'Z' or 'X')
        {
            yield return new("process", false, directory is null ? NoProcess.InWords(pid) : $"process {pid} has exited") { Failure = AttachFailure.NoSuchProcess };
            yield break;
        }

        yield return new("process", true, $"process {pid} ({CommandLine.NameOf(directory)}) is there");
        yield return User(AccessFacts.Read(pid, directory));
        yield return new("runtime", true, InWords(new RuntimeShapes().Of(directory)));
        DotNetProcess process;
        Condition? refused = null;
        using (process = TryAsk(pid, time, ref refused)!)
        {
            if (refused is not null)
            {
                yield return refused;
                yield break;
            }

            yield return new("port", true, $"{TargetText.Printable(process.Port.Path)} answers (tried)");
            yield return new("version", true, $"{process.Runtime.InWords}: .NET {KnownRuntimes.InWords} are known");
            foreach (var means in Means(process.Runtime, directory))
                yield return means;
        }
    }

    /// <summary>What can be seen of a runtime: a pure function of what it is, but for the kernel's word on its threads.</summary>
    internal static IEnumerable<Condition> Means(DotNetRuntime runtime, ProcessDirectory directory)
    {
        yield return runtime.IsNativeAot
            ? new("stacks", null, "none: a program compiled ahead of time (NativeAOT) has no sampler and names no methods; counters, pauses and queue waits are there")
            : new("stacks", true, "by the runtime's sampler, in short bursts: each stops managed threads for some milliseconds");
        yield return runtime.HasWaitEvents
            ? new("waits", true, "the runtime tells who waits, with stacks")
            : new("waits", null, runtime.IsNativeAot ? "NativeAOT does not tell who waits" : "only .NET 9 and later tell who waits: here threads are known by sampled stacks");
        var isShown = directory.Read($"task/{directory.Pid}/syscall", new byte[256]).Length > 0;
        yield return new("system-calls", isShown ? true : null, isShown
            ? "the kernel shows what its threads wait for"
            : "the kernel does not show what its threads wait for: causes are told by stacks alone (CAP_SYS_PTRACE shows them)");
    }

    private static Condition User(AccessFacts facts)
    {
        var user = facts.Users is [_, var effective, ..] ? effective : facts.OurUser;
        var isMet = facts.OurUser == 0 || user == facts.OurUser;
        return new("user", isMet ? true : null, facts.OurUser == user ? $"you and it are user {user}"
            : isMet ? $"it runs as user {user}; you are root"
            : $"you are user {facts.OurUser}, it runs as user {user}: its diagnostics port is for that user and root");
    }

    private static string InWords(RuntimeShape shape) => shape switch
    {
        RuntimeShape.Library => "libcoreclr.so is loaded",
        RuntimeShape.SingleFile => "it is inside of the program, a single file",
        RuntimeShape.NativeAot => "it was compiled into the program ahead of time (NativeAOT)",
        RuntimeShape.None => "it is just being loaded",
        _ => "you may not look: it is known by its command or its port only",
    };

    private static DotNetProcess? TryAsk(int pid, TimeProvider time, ref Condition? refused)
    {
        try
        {
            return DotNetProcess.Open(pid, time);
        }
        catch (AttachException failed)
        {
            refused = new("port", false, failed.Message) { Failure = failed.Failure, Remedy = RemedyOf(failed.Failure, pid) };
            return null;
        }
    }

    private static Remedy? RemedyOf(AttachFailure failure, int pid) => failure switch
    {
        AttachFailure.PermissionDenied => new(
            $"sudo unjam diagnose {pid}",
            "run unjam as the user of the service: docker exec --user USER, or on the host by sudo",
            "kubectl debug -it POD --target=CONTAINER --profile=general --image=IMAGE-WITH-UNJAM, with the user of the service in securityContext.runAsUser"),
        AttachFailure.Unsupported => new(
            "start the service without DOTNET_EnableDiagnostics=0, on .NET 8 or later",
            "docker run without -e DOTNET_EnableDiagnostics=0; with --read-only also --tmpfs /tmp",
            "no env DOTNET_EnableDiagnostics=0; with readOnlyRootFilesystem also an emptyDir at /tmp"),
        _ => null,
    };

    private static ProcessDirectory? TryOpen(int pid)
    {
        try
        {
            return ProcessDirectory.Open(pid);
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return null; // said as a condition
        }
    }
}
