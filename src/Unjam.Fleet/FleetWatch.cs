using System.Collections.Immutable;
using Unjam.Diagnosis;

namespace Unjam.Fleet;

/// <summary>Watches many processes for as long as it lives, and says at any time what is known of them. All members may be called from any thread.</summary>
/// <remarks>
/// Each process has a thread that looks at it: twice a second while it is calm, up to fifty times while something is suspected, and so for
/// some seconds every minute. It never throws for a target's sake: a target that cannot be watched says why in its view.
/// Its histograms are instruments of the meter <c>Unjam</c> as well.
/// </remarks>
public sealed class FleetWatch : IDisposable
{
    private static readonly TimeSpan DiscoverEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(5);

    // Views carry what people read: some sentences, not thousands.
    private const int MostLeft = 20;

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<WatchThread> threads = [];
    private readonly Instruments instruments = new();
    private readonly Tidiness tidiness = new();
    private readonly Governor governor;
    private readonly Roster roster;
    private readonly TimeProvider time;
    private bool isStarted;

    /// <param name="rules">Makes the rules for one judgement that goes on: they remember what they have seen.</param>
    public FleetWatch(FleetOptions options, IDiscovery discovery, IAttacher attacher, Func<ImmutableArray<IRule>> rules, TimeProvider time)
    {
        this.time = time;
        governor = new Governor(options.MaxCpu, () => Environment.CpuUsage.TotalTime, time);
        var setting = new Setting(options, attacher, rules, governor, instruments, time);
        roster = new Roster(options, discovery, time, (key, name) => new TargetWatch(key, name, setting));
    }

    /// <summary>Begins to watch. The processes that are there now are known when it returns; they are attached to soon after.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (isStarted)
                return;
            isStarted = true;
            Discover();
            threads.Add(new WatchThread("discovery", DiscoverAgain, () => { }, stop.Token));
        }
    }

    /// <summary>All that is known now.</summary>
    public FleetView View()
    {
        var watches = roster.All;
        var left = roster.Left.ToBuilder();
        foreach (var watch in watches)
        {
            if (watch.Beyond is > 0 and var beyond)
                left.Add($"{watch.Name} ({watch.Key.Pid}) has {beyond} more loops or pools than are kept ({TargetTally.MostLoops} and {TargetTally.MostPools}).");
        }

        if (left.Count > MostLeft)
        {
            left.RemoveRange(MostLeft - 1, left.Count - MostLeft + 1);
            left.Add("And more.");
        }

        var targets = watches.Select(watch => watch.View())
            .OrderBy(target => target.State == WatchState.Gone)
            .ThenBy(target => target.Name, StringComparer.Ordinal)
            .ThenBy(target => target.Key.Pid);
        var own = new OwnNumbers(governor.Used, governor.Share, Environment.WorkingSet, governor.Slowness > 1);
        return new(time.GetUtcNow(), [.. targets], own, left.ToImmutable());
    }

    /// <summary>The recent past of one target; null when there is none of that key.</summary>
    /// <param name="since">Points and spans that had ended by then are left out: for whoever has them already.</param>
    public TargetHistory? History(TargetKey key, DateTimeOffset since = default)
    {
        foreach (var watch in roster.All)
        {
            if (watch.Key == key)
                return watch.History(since);
        }

        return null;
    }

    /// <summary>Lets go of all processes.</summary>
    public void Dispose()
    {
        WatchThread[] running;
        lock (gate)
        {
            if (stop.IsCancellationRequested)
                return;
            stop.Cancel();
            running = [.. threads];
        }

        foreach (var thread in running)
            thread.Join(EndWithin);
        instruments.Dispose();
    }

    private TimeSpan DiscoverAgain()
    {
        stop.Token.WaitHandle.WaitOne(DiscoverEvery);
        governor.Measure();
        tidiness.Tidy();
        lock (gate)
        {
            if (!stop.IsCancellationRequested)
                Discover();
        }

        return TimeSpan.Zero;
    }

    private void Discover()
    {
        threads.RemoveAll(thread => !thread.IsAlive);
        foreach (var watch in roster.Round())
            threads.Add(new WatchThread(FormattableString.Invariant($"watch {watch.Key.Pid}"), watch.Step, watch.Dispose, stop.Token));
    }
}
