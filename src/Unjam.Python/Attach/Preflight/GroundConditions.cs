using System.Runtime.InteropServices;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Attach.Preflight;

/// <summary>What must hold where Unjam runs: a pure function of the facts.</summary>
internal static class GroundConditions
{
    // statx, by which Unjam tells files and processes apart, came with 4.11; process_vm_readv is older.
    private static readonly Version Oldest = new(4, 11);

    public static IEnumerable<Condition> Of(GroundFacts facts)
    {
        var isKernel = facts.Kernel >= Oldest && facts.Architecture == Architecture.X64;
        yield return new("kernel", isKernel, facts.Kernel is null ? "this is not Linux" : $"Linux {facts.Kernel.Major}.{facts.Kernel.Minor}, {NameOf(facts.Architecture)}")
        {
            Failure = isKernel ? null : AttachFailure.Unsupported,
            Remedy = isKernel ? null : Remedies.Kernel,
        };
        yield return new("proc", facts.HasProc, !facts.HasProc ? "/proc is not mounted"
            : facts.HidePid is { } option ? $"/proc is mounted with hidepid={option}: processes of others are not shown" : "/proc is mounted and shows all processes")
        {
            Failure = facts.HasProc ? null : AttachFailure.PermissionDenied,
            Remedy = facts.HasProc ? null : Remedies.Proc,
        };
        yield return new("process_vm_readv", facts.Reading is not null, facts.Reading switch
        {
            ReadingMode.Both => "allowed (tried on unjam itself)",
            ReadingMode.Call => "allowed (tried on unjam itself); /proc/PID/mem is not",
            ReadingMode.File => "refused by a system-call filter; /proc/PID/mem serves instead (tried on unjam itself)",
            _ => "refused, and /proc/PID/mem as well (tried on unjam itself)",
        })
        {
            Failure = facts.Reading is null ? AttachFailure.PermissionDenied : null,
            Remedy = facts.Reading is null ? Remedies.Calls : null,
        };
    }

    private static string NameOf(Architecture architecture) => architecture == Architecture.X64 ? "x86-64" : architecture.ToString().ToLowerInvariant();
}
