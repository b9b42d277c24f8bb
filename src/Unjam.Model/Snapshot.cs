namespace Unjam.Model;

/// <summary>The facts about a target at one moment. A probe fills it; everyone else only reads it, until its slot is filled again.</summary>
public sealed class Snapshot
{
    /// <summary>The moment the look was taken.</summary>
    public Moment At { get; private set; }

    /// <summary>How much the look was asked to see.</summary>
    public LookDepth Depth { get; private set; }

    public TargetState State { get; set; }

    /// <summary>How long its cgroup has kept it from its CPU so far (<c>throttled_usec</c> of <c>cpu.stat</c>); null when it was not read or there is no limit.</summary>
    public TimeSpan? Throttled { get; set; }

    /// <summary>How many CPUs' time its cgroup lets it use (quota over period of <c>cpu.max</c>); null when it was not read or there is no limit.</summary>
    public double? Cpus { get; set; }

    /// <summary>Whether the collector of an interpreter runs at this moment; null when that was not read.</summary>
    public bool? IsCollecting { get; set; }

    /// <summary>How long the collector has stopped all threads of the process so far, where the runtime counts that (.NET: <c>GC.GetTotalPauseDuration</c>); null when it was not read.</summary>
    public TimeSpan? Paused { get; set; }

    /// <summary>In how many pauses, where they are counted one by one: then the sum of several that became known at once is not taken for one; else null.</summary>
    public int? Pauses { get; set; }

    /// <summary>How long the threads of the process have stood still for our looks so far: always zero where only memory is read (.NET: for the runtime's sampler).</summary>
    public TimeSpan Halted { get; set; }

    public Rows<TargetThread> Threads { get; } = new();

    public Rows<Loop> Loops { get; } = new();

    public Rows<Pool> Pools { get; } = new();

    /// <summary>Workers of all pools, grouped by pool: see <see cref="Pool.Workers"/>.</summary>
    public Rows<Worker> Workers { get; } = new();

    /// <summary>Waiting items of all pools, grouped by pool, oldest first: see <see cref="Pool.Queue"/>.</summary>
    public Rows<WorkItem> Queue { get; } = new();

    /// <summary>Tasks of all loops; filled only by a look that is asked for everything.</summary>
    public Rows<AsyncTask> Tasks { get; } = new();

    /// <summary>What could not be read.</summary>
    public Rows<Gap> Gaps { get; } = new();

    /// <summary>Whether nothing useful could be read at all.</summary>
    public bool IsFailed { get; set; }

    /// <summary>Begins a look: forgets the facts of the last one and keeps their storage.</summary>
    public void Begin(Moment at, LookDepth depth)
    {
        At = at;
        Depth = depth;
        State = TargetState.Running;
        Throttled = null;
        Cpus = null;
        IsCollecting = null;
        Paused = null;
        Pauses = null;
        Halted = TimeSpan.Zero;
        IsFailed = false;
        Threads.Clear();
        Loops.Clear();
        Pools.Clear();
        Workers.Clear();
        Queue.Clear();
        Tasks.Clear();
        Gaps.Clear();
    }
}
