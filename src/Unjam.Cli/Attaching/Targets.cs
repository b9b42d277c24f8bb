using Unjam.DotNet;
using Unjam.DotNet.Attach;
using Unjam.Export;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python;
using Unjam.Python.Attach;

namespace Unjam.Cli.Attaching;

/// <summary>The runtimes that can be attached to: the only place that knows them.</summary>
internal sealed class Targets(TimeProvider time)
{
    /// <summary>Attaches to a process. Nothing in it is stopped or written, but that a .NET runtime is asked for its events.</summary>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    public Attachment Attach(int pid) => Attach(pid, DotNetProbe.UsualInterval);

    /// <summary>The same.</summary>
    /// <param name="interval">How often a .NET runtime tells its counters.</param>
    public Attachment Attach(int pid, TimeSpan interval)
    {
        if (KindOf(pid) == RuntimeKind.DotNet)
        {
            var dotnet = DotNetProbe.Attach(pid, time, interval);
            return new(dotnet.Target, dotnet, dotnet);
        }

        try
        {
            var python = PythonProbe.Attach(pid, time);
            return new(python.Target, python, python);
        }
        catch (AttachException refused) when (refused.Failure == AttachFailure.Unsupported)
        {
            throw Neither.Explain(pid) ?? refused;
        }
    }

    /// <summary>Which runtime a process has.</summary>
    public static RuntimeKind KindOf(int pid) => new RuntimeKinds().Of(pid);

    /// <summary>The processes of known runtimes below a process, by process id.</summary>
    public static IReadOnlyList<int> Below(int pid) => Below(pid, beyond: true);

    /// <summary>The same.</summary>
    /// <param name="beyond">Whether those that such processes have started count as well.</param>
    public static IReadOnlyList<int> Below(int pid, bool beyond)
    {
        var kinds = new RuntimeKinds();
        return ProcessTree.Below(pid, directory => kinds.Of(directory) != RuntimeKind.None, beyond);
    }

    /// <summary>The processes of known runtimes, by process id; a Python with what one look at it shows.</summary>
    public IEnumerable<ListedProcess> List()
    {
        var kinds = new RuntimeKinds();
        foreach (var pid in ProcessTable.Sorted())
        {
            var listed = pid == Environment.ProcessId ? null : kinds.Of(pid) switch
            {
                RuntimeKind.Python => OfPython(pid),
                RuntimeKind.DotNet => OfDotNet(pid),
                _ => null,
            };
            if (listed is not null)
                yield return listed;
        }
    }

    // A look would begin sessions of events in each of them: only what the runtime says of itself is asked.
    private ListedProcess? OfDotNet(int pid)
    {
        try
        {
            using var process = DotNetProcess.Open(pid, time);
            return new(pid, process.Command, process.Runtime.InWords, null, null, null);
        }
        catch (AttachException refused)
        {
            return refused.Failure == AttachFailure.NoSuchProcess ? null : new(pid, CommandLine.Of(pid), null, null, null, refused.Message);
        }
    }

    private ListedProcess? OfPython(int pid)
    {
        if (PythonProcesses.Describe(pid) is not { } listing)
            return null;
        if (listing.WhyNot is { } reason)
            return new(pid, listing.Command, listing.Runtime, null, null, reason);
        try
        {
            using var probe = PythonProbe.Attach(pid, time);
            var look = new Snapshot();
            probe.Look(look, LookDepth.Memory);
            return new(pid, listing.Command, listing.Runtime, [.. look.Loops.Span.ToArray().Select(loop => loop.Kind)], look.Pools.Count, null);
        }
        catch (Exception failure) when (failure is AttachException or TargetGoneException)
        {
            return new(pid, listing.Command, listing.Runtime, null, null, failure.Message);
        }
    }
}
