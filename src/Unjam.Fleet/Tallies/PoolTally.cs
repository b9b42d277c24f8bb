using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The numbers of one pool since the watch began. A pool that follows another under the same name goes on with its numbers.</summary>
internal sealed class PoolTally(string name, int slot, KeyValuePair<string, object?>[] tags)
{
    // Work that goes through the pool is looked at for this long after the last of it was seen.
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5);

    // How much one more run changes what the next one is expected to take.
    private const double Weight = 0.1;

    private readonly Histogram runTime = new(Buckets.Pool);
    private readonly Histogram queueTime = new(Buckets.Pool);
    private PoolFlow? flow;
    private PoolKind kind;
    private int? limit, borrowed;
    private int workers;
    private long submitted, completed, atOnce, unseen;
    private Moment lastMoved;
    private double usualRun;

    public string Name { get; } = name;

    /// <summary>Where its points are kept.</summary>
    public int Slot { get; } = slot;

    public ulong Id { get; private set; }

    public Moment LastSeen { get; private set; }

    public int Busy { get; private set; }

    /// <summary>Busy workers; for a limiter, tokens that are taken.</summary>
    public int Taken => borrowed ?? Busy;

    public int? Limit => limit;

    public int Queued { get; private set; }

    public TimeSpan OldestWait { get; private set; }

    /// <summary>How long the item has run that has run longest, as far as it was seen.</summary>
    public TimeSpan LongestRun { get; private set; }

    /// <summary>How long the runs usually take that end here now; null while none do. Looks rarer than that miss some.</summary>
    public TimeSpan? UsualRun => usualRun > 0 && LastSeen - lastMoved < Remember ? TimeSpan.FromSeconds(usualRun) : null;

    public void See(Snapshot look, in Pool pool, Instruments instruments)
    {
        if (flow is null || Id != pool.Id || kind != pool.Kind)
            Follow(pool);
        var interval = look.At - LastSeen;
        (LastSeen, limit, borrowed, workers, Queued) = (look.At, pool.Limit, pool.Borrowed, pool.Workers.Count, pool.Queued);
        Busy = 0;
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            Busy += worker.IsBusy ? 1 : 0;
        flow!.See(look, pool);
        OldestWait = flow.Oldest?.Estimate ?? TimeSpan.Zero;
        LongestRun = flow.LongestRun;
        CountQueueTimes(flow, instruments);
        CountRunTimes(flow, interval, instruments);
    }

    public PoolView View() => new(Id, Name, kind)
    {
        Limit = limit,
        Workers = workers,
        Busy = Busy,
        Borrowed = borrowed,
        Queued = Queued,
        OldestWait = OldestWait,
        Submitted = submitted + (flow?.Arrived ?? 0),
        Completed = completed,
        RunTime = runTime.View(),
        QueueTime = queueTime.View(),
    };

    private void Follow(in Pool pool)
    {
        submitted += flow?.Arrived ?? 0;
        (atOnce, unseen) = (0, 0);
        (Id, kind, LastSeen) = (pool.Id, pool.Kind, default);
        flow = new PoolFlow(pool.Kind);
    }

    /// <summary>What waited when the watch began, waited nobody knows how long: it is left out.</summary>
    private void CountQueueTimes(PoolFlow flow, Instruments instruments)
    {
        foreach (ref readonly var wait in flow.Waited)
        {
            if (wait.IsLowerBound)
                continue;
            var seconds = wait.Estimate.TotalSeconds;
            queueTime.Add(seconds);
            instruments.QueueTime.Record(seconds, tags);
        }

        var more = flow.AtOnce - atOnce;
        atOnce = flow.AtOnce;
        queueTime.Add(0, more);
        for (var i = 0; i < more && instruments.QueueTime.Enabled; i++)
            instruments.QueueTime.Record(0, tags);
    }

    private void CountRunTimes(PoolFlow flow, TimeSpan interval, Instruments instruments)
    {
        foreach (ref readonly var run in flow.Finished)
        {
            completed++;
            if (run.Held.IsLowerBound)
                continue;
            var seconds = run.Held.Duration.TotalSeconds;
            Observe(seconds, 1, instruments);
            usualRun += (seconds - usualRun) * (usualRun > 0 ? Weight : 1);
            lastMoved = LastSeen;
        }

        // whoever came and went between two looks ran for half of that time, give or take the other half
        var more = flow.Unseen - unseen;
        unseen = flow.Unseen;
        completed += more;
        Observe(interval.TotalSeconds / 2, more, instruments);
    }

    private void Observe(double seconds, long times, Instruments instruments)
    {
        runTime.Add(seconds, times);
        for (var i = 0; i < times && instruments.RunTime.Enabled; i++)
            instruments.RunTime.Record(seconds, tags);
    }
}
