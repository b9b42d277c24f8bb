using Unjam.DotNet.Attach;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Sights;
using Unjam.DotNet.Watching;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet;

/// <summary>
/// A live .NET process seen as snapshots: by what the kernel lists of its threads, and by the events that its runtime sends on its diagnostics port,
/// which threads of our own read. Nothing of it is needed that may be blocked: no thread of its pool, no tracing right.
/// </summary>
/// <remarks>A look never waits, but for one that is asked for everything: that one may wait for stacks (<see cref="StacksLimit"/>).</remarks>
public sealed class DotNetProbe : IProbe, IDisposable
{
    /// <summary>How often counters come while a process is diagnosed.</summary>
    public static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a look for everything waits for a burst of stacks at most.</summary>
    public static readonly TimeSpan StacksLimit = TimeSpan.FromSeconds(1.5);

    private readonly ProcessDirectory directory;
    private readonly TimeProvider time;
    private readonly ThreadWitnesses witnesses;
    private readonly NamedThreads threads;
    private readonly KernelSights kernel;
    private readonly EventWatches watches;
    private readonly KnownStacks stacks = new();
    private readonly ThreadRows rows;
    private readonly SharedPoolRow pool;

    private DotNetProbe(ProcessDirectory directory, DiagnosticsPort port, Target target, TimeProvider time, TimeSpan interval)
    {
        (this.directory, this.time, Target) = (directory, time, target);
        witnesses = new ThreadWitnesses(directory);
        threads = new NamedThreads(directory);
        kernel = new KernelSights(directory, witnesses);
        watches = new EventWatches(port, interval, witnesses, directory.Threads, time);
        rows = new ThreadRows(threads, witnesses, stacks);
        pool = new SharedPoolRow(threads, rows, null);
        watches.Start();
    }

    /// <summary>The process that is watched.</summary>
    public Target Target { get; }

    /// <summary>Attaches to a process: begins sessions of events, and asks for a first burst of stacks. It does not wait for them.</summary>
    /// <param name="pid">Its number as seen from here.</param>
    /// <param name="time">The clock of moments: that of the system, which is CLOCK_MONOTONIC.</param>
    /// <param name="interval">How often its counters come; null for <see cref="UsualInterval"/>.</param>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    public static DotNetProbe Attach(int pid, TimeProvider time, TimeSpan? interval = null)
    {
        ProcessDirectory? directory = null;
        try
        {
            directory = ProcessDirectory.Open(pid);
            var target = new Target(pid, "dotnet", "", ".NET", "");
            return new DotNetProbe(directory, DiagnosticsPort.Of(pid), target, time, interval ?? UsualInterval);
        }
        catch (Exception failed) when (failed is DiagnosticsException or MemoryGoneException)
        {
            directory?.Dispose();
            throw new AttachException(failed is MemoryGoneException ? AttachFailure.NoSuchProcess : AttachFailure.Unsupported, failed.Message);
        }
    }

    /// <inheritdoc/>
    public void Look(Snapshot into, LookDepth depth)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (depth == LookDepth.Everything)
            watches.WaitForStacks(StacksLimit);
        EnsureAlive();
        into.Begin(new Moment(time.GetTimestamp()), depth);
        if (threads.Follow(into.At))
            witnesses.Tidy();
        stacks.Begin(watches.Stacks);
        rows.Look(into);
        pool.Look(into, watches.Calm);
        if (depth >= LookDepth.Kernel)
            kernel.Look(into);
        watches.AddGaps(into);
        into.Halted = watches.Halted;
        into.IsFailed = into.Threads.Count == 0;
        EnsureAlive();
    }

    /// <summary>Ends the sessions: the process keeps nothing of them.</summary>
    public void Dispose()
    {
        watches.Dispose();
        kernel.Dispose();
        witnesses.Dispose();
        directory.Dispose();
    }

    private void EnsureAlive()
    {
        if (directory.HasEnded)
            throw new TargetGoneException($"The target is gone: process {directory.Pid} has ended.");
    }
}
