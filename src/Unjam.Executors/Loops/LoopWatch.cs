namespace Unjam.Executors;

/// <summary>Watches one loop from a thread of its own, and reports a slow callback while it still runs.</summary>
/// <remarks>
/// A thread a loop: a sink, a logger or a source of stacks that takes its time for one loop does not blind the watch of another, and there are few loops.
/// It looks once in every <see cref="LoopOptions.SlowCallback"/> and then exactly when the callback it saw becomes slow: ten looks a second by default.
/// </remarks>
internal sealed class LoopWatch(LoopParts parts, Func<int> nativeThread) : IDisposable
{
    private const int SmallStack = 256 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Parking parking = new(parts.Options.Time);
    private readonly BlockReporter reporter = new(parts.Options, parts.Log);
    private readonly long slow = parts.Clock.Difference(parts.Options.SlowCallback);
    private volatile bool isStopped;
    private volatile Load load = new(parts.Clock.Now(), 0, parts.Clock.Now(), 0);
    private long told;

    /// <summary>Reports that a sink did not take.</summary>
    public long Lost => reporter.Lost;

    public void Start()
    {
        parts.WatchedBy(parking);
        new Thread(Watch, SmallStack) { IsBackground = true, Name = "Unjam loop watch" }.UnsafeStart();
    }

    /// <summary>Ends the watch when everything slow has been told. Does not wait for that.</summary>
    public void Dispose()
    {
        isStopped = true;
        parking.Wake();
    }

    /// <summary>Share of the time since the beginning of the last whole window in which callbacks ran.</summary>
    public double Utilization(long now)
    {
        var since = load;
        var elapsed = now - since.BeforeAt;
        return elapsed <= 0 ? 0 : Math.Clamp((parts.Tally.BusyUntil(now) - since.BeforeBusy) / (double)elapsed, 0, 1);
    }

    private void Watch()
    {
        while (!isStopped)
        {
            parking.WaitUntil(Look());
            TellSlow();
        }

        TellSlow();
        parking.Dispose();
    }

    // gives when to look again: when the callback that runs becomes slow, or after as long as one may take
    private long Look()
    {
        var now = parts.Clock.Now();
        if (now - load.At >= parts.Clock.Difference(Window))
            load = new Load(now, parts.Tally.BusyUntil(now), load.At, load.Busy);
        var sequence = parts.Now.Sequence;
        if (!parts.Now.IsRunning || sequence == told || parts.Now.IsAllowed)
            return now + slow;
        var held = now - parts.Now.Began - parts.Now.AllowedUntil(now);
        var item = parts.Now.Item;
        var wait = parts.Now.Wait;
        if (item is not { } running || parts.Now.Sequence != sequence)
            return now + slow;
        if (held < slow)
            return now + slow - held;
        told = sequence;
        var stack = wait is null ? reporter.TakeStack(nativeThread()) : null;
        if (parts.Now.Sequence == sequence)
            reporter.Report(sequence, running, parts.Clock.Span(held), isOver: false, wait, stack);
        return now + slow;
    }

    private void TellSlow()
    {
        while (parts.Tally.TakeSlow() is { } over)
            reporter.Report(over.Sequence, over.Item, over.Held, isOver: true, over.Wait, null);
    }

    private sealed record Load(long At, long Busy, long BeforeAt, long BeforeBusy);
}
