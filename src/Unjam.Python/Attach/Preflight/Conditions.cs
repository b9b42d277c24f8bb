using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Attach.Preflight;

/// <summary>All conditions for attaching, in the order in which they matter. What cannot be asked because an earlier one does not hold is left out.</summary>
public static class Conditions
{
    /// <summary>Asks for everything; nothing is stopped or written.</summary>
    /// <param name="pid">The process; null asks only what holds for all of them.</param>
    public static IReadOnlyList<Condition> Of(int? pid, TimeProvider time)
    {
        List<Condition> conditions = [.. OfGround()];
        if (conditions.Any(condition => condition.IsMet == false))
            return conditions;
        if (pid is { } number)
            conditions.AddRange(OfProcess(number, time));
        else
            conditions.AddRange(AccessConditions.OfOurselves(OwnFacts()));
        return conditions;
    }

    /// <summary>What must hold where Unjam runs, whatever the process is.</summary>
    public static IEnumerable<Condition> OfGround() => GroundConditions.Of(GroundFacts.Read());

    private static AccessFacts OwnFacts()
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        return AccessFacts.Read(Environment.ProcessId, own);
    }

    private static List<Condition> OfProcess(int pid, TimeProvider time)
    {
        ProcessDirectory? directory = null;
        try
        {
            directory = ProcessDirectory.Open(pid);
            return OfProcess(directory, time);
        }
        catch (UnauthorizedAccessException)
        {
            return [new("process", false, $"/proc hides process {pid} from you") { Failure = AttachFailure.PermissionDenied, Remedy = Remedies.Sight(pid) }];
        }
        catch (MemoryGoneException)
        {
            return [new("process", false, NoProcess.InWords(pid)) { Failure = AttachFailure.NoSuchProcess, Remedy = Remedies.Sight(pid) }];
        }
        finally
        {
            directory?.Dispose();
        }
    }

    private static List<Condition> OfProcess(ProcessDirectory directory, TimeProvider time)
    {
        if (!directory.TryStat(out var stat) || stat.State is 'Z' or 'X')
            return [new("process", false, $"process {directory.Pid} has exited") { Failure = AttachFailure.NoSuchProcess }];
        if (stat.IsKernelThread)
            return [new("process", false, $"process {directory.Pid} is a thread of the kernel") { Failure = AttachFailure.Unsupported }];
        List<Condition> conditions = [new("process", true, $"process {directory.Pid} ({CommandLine.NameOf(directory)}) is there")];
        var facts = AccessFacts.Read(directory.Pid, directory);
        var memory = MemoryOf(directory, facts);
        // the kernel has the last word: what it lets pass is no obstacle, whatever /proc shows
        conditions.AddRange(AccessConditions.Of(facts).Select(gate => memory.IsMet == true && gate.IsMet == false ? new(gate.Id, null, gate.Says) : gate));
        conditions.Add(memory);
        if (memory.IsMet != true)
            return conditions;
        conditions.AddRange(NamespacesOf(directory));
        conditions.AddRange(RuntimeConditions.Of(directory.Pid, time));
        return conditions;
    }

    // The attempt: what no file of /proc shows (security modules, filters, namespaces) shows itself here.
    private static Condition MemoryOf(ProcessDirectory directory, AccessFacts facts)
    {
        try
        {
            using var memory = ProcessMemory.Open(directory);
            return new("memory", true, "it can be read (tried)");
        }
        catch (UnauthorizedAccessException)
        {
            return new("memory", false, AccessRefusal.Of(facts).Message) { Failure = AttachFailure.PermissionDenied, Remedy = Remedies.Right(directory.Pid) };
        }
    }

    private static IEnumerable<Condition> NamespacesOf(ProcessDirectory directory)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var isSame = directory.Identify("ns/pid") == own.Identify("ns/pid");
        yield return new("pid-namespace", true, isSame ? "the same as yours" : "another than yours: its thread ids are translated");
        var ahead = ClockOffset.Monotonic(directory);
        yield return new("time-namespace", true, ahead == TimeSpan.Zero ? "its clock is yours" : $"its clock is {ahead.TotalSeconds:0.###} s from yours: taken into account");
    }
}
