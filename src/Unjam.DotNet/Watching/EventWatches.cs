using Unjam.DotNet.Attach;
using Unjam.DotNet.Kernel;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>All that is read of the runtime's events, each session by a thread of its own.</summary>
internal sealed class EventWatches : IDisposable
{
    private readonly TimeProvider time;
    private readonly StackNames names = new();
    private readonly CalmFacts calm;
    private readonly QueueFacts queue;
    private readonly MeteredFeed queueFeed;
    private readonly EventFeed calmFeed;
    private readonly MeteredFeed? waitFeed;
    private readonly StackWatch? stacks;
    private long told;

    /// <param name="process">Whose events.</param>
    /// <param name="interval">How often counters come.</param>
    /// <param name="witnesses">Say which threads sleep.</param>
    /// <param name="time">The clock of moments.</param>
    public EventWatches(DotNetProcess process, TimeSpan interval, ThreadWitnesses witnesses, TimeProvider time)
    {
        this.time = time;
        var ahead = ClockOffset.Monotonic(process.Directory);
        calm = new CalmFacts(ahead);
        queue = new QueueFacts(ahead);
        Waits = new WaitFacts(names, ahead);
        queueFeed = new MeteredFeed(() => new EventFeed("queue", process.Port, Requests.Queue, queue, time), queue.Rate, queue.Close);


        // code that was compiled ahead of time has no names, and its runtime no sampler
        if (!process.Runtime.IsNativeAot)
        {
            waitFeed = new MeteredFeed(() => new EventFeed("waits", process.Port, Requests.Waits, Waits, time), Waits.Rate, Waits.Close);
            stacks = new StackWatch(process.Port, witnesses, names, process.Directory.Threads, time);
        }

        calmFeed = new EventFeed("counters", process.Port, Requests.Calm(interval), new CalmReceiver(calm, queueFeed, waitFeed, time), time);
    }

    /// <summary>Counters, pauses and beats so far.</summary>
    public CalmState Calm => calm.Read();

    /// <summary>The waits that last.</summary>
    public WaitFacts Waits { get; }

    /// <summary>The waits of work in the queue of the shared pool.</summary>
    public QueueFacts Queue => queue;

    /// <summary>The last burst of stacks; null before the first.</summary>
    public Burst? Stacks => stacks?.Last;

    /// <summary>How long the target has stood still for our bursts.</summary>
    public TimeSpan Halted => stacks?.Halted ?? TimeSpan.Zero;

    /// <summary>Begins, and asks for the first burst.</summary>
    public void Start()
    {
        calmFeed.Start();

        // what is compiled while the first burst names all methods is told by this one
        waitFeed?.Follow(new Moment(time.GetTimestamp()), isWanted: true);
        stacks?.Start();
        stacks?.Ask();
    }

    /// <summary>Asks for stacks as they are now, if that does not cost the target too much.</summary>
    public void AskForStacks() => stacks?.Ask();

    /// <summary>Waits for stacks as they are now, if that does not cost the target too much.</summary>
    public void WaitForStacks(TimeSpan limit) => stacks?.Wait(limit);

    /// <summary>Says what does not come, and why.</summary>
    public void AddGaps(Snapshot into)
    {
        Add(into, calmFeed.Name, calmFeed.Trouble);
        Add(into, "waits", waitFeed?.Trouble);
        Add(into, "queue of the shared thread pool", queueFeed.Trouble);
        var lost = calmFeed.Lost + queueFeed.Lost + (waitFeed?.Lost ?? 0) + (stacks?.Lost ?? 0);
        if (lost > told)
            into.Gaps.Add(new Gap("events", $"{lost - told} were lost"));
        told = lost;
        Add(into, "stacks", stacks is null ? "the program was compiled ahead of time (NativeAOT): its runtime does not sample stacks" : stacks.Trouble);
    }

    public void Dispose()
    {
        // all are asked to end before one is waited for
        calmFeed.End();
        waitFeed?.End();
        queueFeed.End();
        stacks?.Dispose();
        queueFeed.Dispose();
        waitFeed?.Dispose();
        calmFeed.Dispose();
    }

    private static void Add(Snapshot into, string unit, string? trouble)
    {
        if (trouble is not null)
            into.Gaps.Add(new Gap(unit, trouble));
    }
}
