using Unjam.DotNet.Attach;
using Unjam.DotNet.Kernel;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>All that is read of the runtime's events, by threads of their own.</summary>
internal sealed class EventWatches : IDisposable
{
    private readonly CalmFacts calm = new();
    private readonly EventFeed calmFeed;
    private readonly StackWatch stacks;

    public EventWatches(DiagnosticsPort port, TimeSpan interval, ThreadWitnesses witnesses, Func<IReadOnlyList<int>> threads, TimeProvider time)
    {
        calmFeed = new EventFeed("counters", port, Requests.Calm(interval), calm, time);
        stacks = new StackWatch(port, witnesses, threads, time);
    }

    /// <summary>Counters and pauses so far.</summary>
    public CalmState Calm => calm.Read();

    /// <summary>The last burst of stacks; null before the first.</summary>
    public Burst? Stacks => stacks.Last;

    /// <summary>How long the target has stood still for our bursts.</summary>
    public TimeSpan Halted => stacks.Halted;

    /// <summary>Begins, and asks for the first burst.</summary>
    public void Start()
    {
        calmFeed.Start();
        stacks.Start();
        stacks.Ask();
    }

    /// <summary>Waits for stacks as they are now.</summary>
    public void WaitForStacks(TimeSpan limit) => stacks.Wait(limit);

    /// <summary>Says what does not come, and why.</summary>
    public void AddGaps(Snapshot into)
    {
        if (calmFeed.Trouble is { } silent)
            into.Gaps.Add(new Gap(calmFeed.Name, silent));
        if (stacks.Trouble is { } unseen)
            into.Gaps.Add(new Gap("stacks", unseen));
    }

    public void Dispose()
    {
        calmFeed.End();
        stacks.Dispose();
        calmFeed.Dispose();
    }
}
