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
    private readonly ToldCounts told = new();
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
        (LastSeen, limit, borrowed, Queued) = (look.At, pool.Limit, pool.Borrowed, pool.Queued);

        // the threads of the pool that a .NET process shares are not listed in every look
        var listed = pool.Kind == PoolKind.DotNetThreadPool && pool.Workers.Count == 0 ? workers : pool.Workers.Count;
        workers = Math.Max(listed, pool.Busy ?? 0);
        Busy = BusyIn(look, pool);
        told.See(pool);
        flow!.See(look, pool);
        OldestWait = pool.OldestWait ?? flow.Oldest?.Estimate ?? TimeSpan.Zero;
        LongestRun = flow.LongestRun;
        if (told.HasQueueTimes)
            Observe(queueTime, instruments.QueueTime, told.Waited);
        else
            CountQueueTimes(flow, instruments);
        if (told.HasRunTimes)
            CountRunTimes(told.Ran, instruments);
        else
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
        Submitted = told.Submitted ?? submitted + (flow?.Arrived ?? 0),
        Completed = told.Completed ?? completed,
        RunTime = runTime.View(),
        QueueTime = queueTime.View(),
    };

    private void Follow(in Pool pool)
    {
        submitted += flow?.Arrived ?? 0;
        (atOnce, unseen) = (0, 0);
        (Id, kind, LastSeen) = (pool.Id, pool.Kind, default);
        flow = new PoolFlow(pool.Kind);
        told.BeginAnew();
    }

    /// <summary>As counted; of a pool whose items have no identity, all of its threads while work waits.</summary>
    private int BusyIn(Snapshot look, in Pool pool)
    {
        if (pool.Busy is { } counted)
            return counted;
        if (pool.Kind == PoolKind.DotNetThreadPool)
            return pool.Queued > 0 ? workers : Math.Min(Busy, workers);
        var busy = 0;
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            busy += worker.IsBusy ? 1 : 0;
        return busy;
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

    private void CountRunTimes(TotalTime ran, Instruments instruments)
    {
        if (ran.Mean is not { TotalSeconds: var seconds })
            return;
        Observe(runTime, instruments.RunTime, ran);
        usualRun += (seconds - usualRun) * (usualRun > 0 ? Weight : 1);
        lastMoved = LastSeen;
    }

    private void Observe(double seconds, long times, Instruments instruments) => Observe(runTime, instruments.RunTime, seconds, times);

    /// <summary>What was added up between two looks counts as so many of its mean: more is not told.</summary>
    private void Observe(Histogram into, System.Diagnostics.Metrics.Histogram<double> instrument, TotalTime told)
    {
        if (told.Mean is { } mean)
            Observe(into, instrument, mean.TotalSeconds, told.Count);
    }

    private void Observe(Histogram into, System.Diagnostics.Metrics.Histogram<double> instrument, double seconds, long times)
    {
        into.Add(seconds, times);
        for (var i = 0; i < times && instrument.Enabled; i++)
            instrument.Record(seconds, tags);
    }
}
