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

    /// <summary>Looks per second while a process is diagnosed: its own events tell what happens between two.</summary>
    public const double UsualRate = 50;

    /// <summary>How long a look for everything waits for a burst of stacks at most.</summary>
    public static readonly TimeSpan StacksLimit = TimeSpan.FromSeconds(1.5);

    // a process that becomes another program ends our sessions, too
    private static readonly TimeSpan IdentifyEvery = TimeSpan.FromMilliseconds(100);

    private readonly DotNetProcess process;
    private readonly TimeProvider time;
    private readonly ThreadWitnesses witnesses;
    private readonly NamedThreads threads;
    private readonly Stillness stillness;
    private readonly KernelSights kernel;
    private readonly EventWatches watches;
    private readonly KnownStacks stacks;
    private readonly ThreadRows rows;
    private readonly SharedPoolRow pool;
    private readonly ExecutorRows executors;
    private readonly LoopRows loops;
    private readonly List<WaitSighting> waits = [];
    private Moment identified;

    private DotNetProbe(DotNetProcess process, TimeProvider time, TimeSpan interval)
    {
        (this.process, this.time) = (process, time);
        Target = new Target(process.Pid, "dotnet", process.Runtime.Version, process.Runtime.InWords, process.Command);
        witnesses = new ThreadWitnesses(process.Directory);
        threads = new NamedThreads(process.Directory);
        stillness = new Stillness(witnesses);
        kernel = new KernelSights(process.Directory, witnesses);
        watches = new EventWatches(process, interval, witnesses, time);
        stacks = new KnownStacks(witnesses.Outer);
        rows = new ThreadRows(threads, stillness, stacks);
        pool = new SharedPoolRow(threads, rows, PoolMinimum.Of(process.Directory));
        executors = new ExecutorRows(rows, witnesses, stillness);
        loops = new LoopRows(rows, witnesses, stillness);
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
        var process = DotNetProcess.Open(pid, time);
        try
        {
            return new DotNetProbe(process, time, interval ?? UsualInterval);
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
        ArgumentNullException.ThrowIfNull(into);
        if (depth == LookDepth.Everything)
        {
            EnsureAlive(isDue: true);
            watches.WaitForStacks(StacksLimit);
        }

        into.Begin(new Moment(time.GetTimestamp()), depth);
        stillness.Begin();
        if (threads.Follow(into.At))
        {
            witnesses.Tidy();
            stillness.Tidy(threads.All);
        }

        var calm = watches.Calm;
        watches.Waits.Read(waits, into.At);
        stacks.Begin(watches.Stacks, waits);
        rows.Look(into);
        pool.Look(into, calm, watches.Queue);
        executors.Look(into, calm);
        loops.Look(into, calm);
        if (depth >= LookDepth.Kernel)
            kernel.Look(into);
        watches.AddGaps(into);
        (into.Paused, into.Pauses, into.Halted) = (calm.Paused, calm.Pauses, watches.Halted);
        into.IsFailed = into.Threads.Count == 0;
        if (rows.IsTelling && Suspicion.IsIn(into))
            watches.AskForStacks();
        EnsureAlive(isDue: into.At - identified >= IdentifyEvery);
    }

    /// <summary>Ends the sessions: the process keeps nothing of them.</summary>
    public void Dispose()
    {
        watches.Dispose();
        kernel.Dispose();
        witnesses.Dispose();
        process.Dispose();
    }

    private void EnsureAlive(bool isDue)
    {
        try
        {
            if (!isDue)
            {
                process.EnsureAlive();
                return;
            }

            process.EnsureSame();
            identified = new Moment(time.GetTimestamp());
        }
        catch (MemoryGoneException gone)
        {
            throw new TargetGoneException($"The target is gone: {gone.Message}.");
        }
    }
}
