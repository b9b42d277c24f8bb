using Unjam.Export;
using Unjam.Model;
using Unjam.Python;
using Unjam.Python.Attach;

namespace Unjam.Cli.Attaching;

/// <summary>The runtimes that can be attached to: the only place that knows them.</summary>
internal sealed class Targets(TimeProvider time)
{
    /// <summary>Attaches to a process. Nothing in it is stopped or written.</summary>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    public Attachment Attach(int pid)
    {
        var probe = PythonProbe.Attach(pid, time);
        return new(probe.Target, probe, probe);
    }

    /// <summary>The processes of known runtimes below a process, by process id.</summary>
    public static IReadOnlyList<int> Below(int pid) => PythonProcesses.Descendants(pid);

    /// <summary>The processes of known runtimes, with what one look at each shows.</summary>
    public IEnumerable<ListedProcess> List()
    {
        foreach (var listing in PythonProcesses.List())
            yield return listing.WhyNot is null ? Look(listing) : new(listing.Pid, listing.Command, listing.Runtime, null, null, listing.WhyNot);
    }

    private ListedProcess Look(PythonListing listing)
    {
        try
        {
            using var attachment = Attach(listing.Pid);
            var look = new Snapshot();
            attachment.Probe.Look(look, LookDepth.Memory);
            return new(listing.Pid, listing.Command, listing.Runtime, [.. look.Loops.Span.ToArray().Select(loop => loop.Kind)], look.Pools.Count, null);
        }
        catch (Exception failure) when (failure is AttachException or TargetGoneException)
        {
            return new(listing.Pid, listing.Command, listing.Runtime, null, null, failure.Message);
        }
    }
}
