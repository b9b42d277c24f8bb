using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What was seen of a loop's thread while a block lasted.</summary>
internal sealed class Scene
{
    private int looks;

    private Scene(SystemCalls calls) => Kernel = new KernelTally(calls);

    public KernelTally Kernel { get; }

    public StackTally Stacks { get; } = new();

    /// <summary>Looks in which another thread held the interpreter's lock.</summary>
    public int GilElsewhere { get; private set; }

    /// <summary>Looks in which the collector ran on the thread of the loop.</summary>
    public int Collecting { get; private set; }

    /// <summary>How long the collector stopped all threads while the block lasted, where the runtime counts that.</summary>
    public TimeSpan Paused { get; private set; }

    /// <summary>Looks in which the target as a whole was stopped.</summary>
    public int Stopped { get; private set; }

    /// <summary>The loop as the last of these looks saw it.</summary>
    public Loop Loop { get; private set; }

    /// <summary>When that was.</summary>
    public Moment At { get; private set; }

    public string? ThreadName { get; private set; }

    public string? Task { get; private set; }

    public Function? Coroutine { get; private set; }

    /// <summary>Tasks of the loop that are not done, as counted last; null when they were not.</summary>
    public int? Tasks { get; private set; }

    /// <summary>How a person calls the thread.</summary>
    public string Thread => ThreadName ?? "of the loop";

    public static Scene Of(Timeline timeline, Block block, SystemCalls calls)
    {
        var scene = new Scene(calls);
        for (var i = block.FirstLook; i <= block.LastLook; i++)
        {
            var look = timeline[i];
            if (look.State != TargetState.Running)
                scene.Stopped++;
            if (LoopsSeen.IndexOf(look, block.Loop) is var row and >= 0 && look.Loops[row] is { Phase: LoopPhase.Running } loop
                && loop.Turn.IsSameCallbackAs(block.Turn))
            {
                scene.Add(look, loop);
            }
        }

        var before = timeline[Math.Max(0, block.FirstLook - 1)];
        scene.Paused = timeline[block.LastLook].Paused - before.Paused ?? TimeSpan.Zero;
        return scene;
    }

    /// <summary>How much of a time the callback used itself: without waits for the interpreter's lock or a CPU, and without the collector.</summary>
    public TimeSpan OwnPartOf(TimeSpan duration)
    {
        var starved = Kernel.GilShare;
        if (Kernel.HasCpuTimes && Kernel.Span > TimeSpan.Zero)
            starved += Math.Max(0, Kernel.RunnableShare - (Kernel.OnCpu / Kernel.Span));
        var own = duration * Math.Max(0, 1 - starved);
        own = own > Kernel.OnCpu ? own : Kernel.OnCpu;
        own -= duration * ((double)Collecting / Math.Max(1, looks));
        own -= Paused;
        return own > TimeSpan.Zero ? own : TimeSpan.Zero;
    }

    private void Add(Snapshot look, in Loop loop)
    {
        looks++;
        Loop = loop;
        At = look.At;
        Task = loop.Task ?? Task;
        Coroutine = loop.Coroutine ?? Coroutine;
        Tasks = loop.Tasks ?? Tasks;
        if (LoopsSeen.ThreadOf(look, loop) is not { } thread)
            return;
        ThreadName = thread.Name ?? ThreadName;
        Kernel.Add(look.At, thread.Kernel);
        Stacks.Add(thread);
        Collecting += look.IsCollecting == true && thread.HoldsGil ? 1 : 0;
        foreach (ref readonly var other in look.Threads.Span)
        {
            if (other.HoldsGil && other.Id != thread.Id)
            {
                GilElsewhere++;
                break;
            }
        }
    }
}
