using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Attach;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;

namespace Unjam.Python;

/// <summary>A live CPython process seen as snapshots. It reads only, and never stops the process.</summary>
public sealed class PythonProbe : IProbe, IDisposable
{
    /// <summary>A program may import asyncio long after it was attached to: its own table is searched again this often.</summary>
    private static readonly TimeSpan SearchEvery = TimeSpan.FromSeconds(1);

    private readonly PythonProcess process;
    private readonly TimeProvider time;
    private PythonSight sight;
    private readonly TargetClock clock;
    private KernelSights? kernel;
    private bool awaitsAsyncio;
    private Moment asyncioSearched;

    private PythonProbe(PythonProcess process, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        Target = new Target(process.Runtime.Pid, "cpython", process.Runtime.Version.ToString(), process.Runtime.InWords, process.Command);
        clock = new TargetClock(ClockOffset.Monotonic(process.Memory.Directory));
        sight = NewSight(process.Runtime.AsyncioDebug);
    }

    /// <summary>The process that is watched.</summary>
    public Target Target { get; }

    /// <summary>The ranges that the next look brings in with one batch: what a bare read of the same bytes would have to read.</summary>
    public ReadOnlySpan<MemoryRange> Plan => sight.Plan;

    /// <summary>Attaches to a process. Nothing is stopped or written.</summary>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    public static PythonProbe Attach(int pid, TimeProvider time)
    {
        var process = PythonProcess.Attach(pid);
        try
        {
            return new PythonProbe(process, time);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Look(Snapshot into, LookDepth depth)
    {
        try
        {
            sight.Prefetch();
            into.Begin(new Moment(time.GetTimestamp()), depth);
            if (awaitsAsyncio && into.At - asyncioSearched > SearchEvery)
                SearchAsyncio(into.At);
            sight.Read(into);
            process.Memory.EnsureSame();
        }
        catch (MemoryGoneException gone)
        {
            throw new TargetGoneException($"The target is gone: {gone.Message}.");
        }
    }

    public void Dispose()
    {
        kernel?.Dispose();
        process.Dispose();
    }

    private void SearchAsyncio(Moment now)
    {
        asyncioSearched = now;
        if (process.FindAsyncioDebug() is not { } found)
            return;
        sight = NewSight(found);
        sight.Prefetch();
    }

    private PythonSight NewSight(Address? asyncioDebug)
    {
        awaitsAsyncio = asyncioDebug is null && KnownVersions.HasAsyncioDebug(process.Runtime.Version);
        var asyncio = asyncioDebug is { } at ? AsyncioOffsets.Read(process.Memory, at) : null;
        var layout = new Layout(Readiness.ReadRow(process.Memory, process.Runtime), asyncio);
        kernel?.Dispose();
        kernel = new KernelSights(process.Memory.Directory, layout, process.Memory);
        return new PythonSight(layout, process.Runtime.At, process.Memory, clock, kernel);
    }
}
