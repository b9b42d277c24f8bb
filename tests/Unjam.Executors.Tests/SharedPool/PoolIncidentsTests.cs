using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class PoolIncidentsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void Stacks_OfALock_CorrectTheKind()
    {
        using var source = new ScriptedStacks("System.Threading.Monitor.Enter");
        var incidents = Incidents(source, out var meters);
        Assert.Equal(PoolIncidentKind.LockConvoy, incidents.Open(Trouble(), Ids));
        Assert.Equal("Shop.Load", Assert.Single(Statistics(incidents).Incident!.Groups).Culprit!.Name);
        meters.Dispose();
    }

    [Fact]
    public void StackSource_Hangs_ReportsWithoutCulpritsAndIsNotAskedAgain()
    {
        using var source = new ScriptedStacks("System.Threading.Thread.Sleep");
        source.Hold();
        var incidents = Incidents(source, out var meters);
        Assert.Equal(PoolIncidentKind.Starved, incidents.Open(Trouble(), Ids));
        Assert.Empty(Statistics(incidents).Incident!.Groups);
        incidents.Close(Trouble(), new Moment(2_000_000_000), isOver: true);
        incidents.Open(Trouble(), Ids);
        source.Release();
        Assert.Equal(1, source.Asked);
        // the answer belongs to the first incident, which is over
        Assert.True(source.Ended.Wait(Soon));
        incidents.Renew(Trouble());
        Assert.Empty(Statistics(incidents).Incident!.Groups);
        meters.Dispose();
    }

    [Fact]
    public void StackSource_AnswersLate_CulpritsAreAddedToTheIncident()
    {
        using var source = new ScriptedStacks("System.Threading.Thread.Sleep");
        source.Hold();
        var incidents = Incidents(source, out var meters);
        incidents.Open(Trouble(), Ids);
        source.Release();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                incidents.Renew(Trouble());
                return Statistics(incidents).Incident!.Groups.Length == 1;
            },
            Soon));
        meters.Dispose();
    }

    [Fact]
    public void Incidents_Many_KeepTheLastSixteen()
    {
        var incidents = Incidents(null, out var meters);
        for (var i = 1; i <= 20; i++)
        {
            incidents.Open(Trouble(), Ids);
            incidents.Close(Trouble(), new Moment(i), isOver: true);
        }

        incidents.Close(Trouble(), new Moment(99), isOver: true);
        var statistics = Statistics(incidents);
        Assert.Null(statistics.Incident);
        Assert.Equal(Enumerable.Range(5, 16).Select(id => (long)id), statistics.Ended.Select(each => each.Id));
        meters.Dispose();
    }

    private static HashSet<int> Ids() => [];

    private static PoolIncidents Incidents(IStackSource? source, out PoolMeters meters)
    {
        meters = new PoolMeters(null, new PoolProbe(TimeProvider.System), () => 0);
        return new PoolIncidents(new WatchdogOptions { Stacks = source }, meters);
    }

    private static SharedPoolStatistics Statistics(PoolIncidents incidents)
    {
        using var watchdog = new ThreadPoolWatchdog(new WatchdogOptions());
        return incidents.AddTo(watchdog.Statistics());
    }

    private static PoolTrouble Trouble()
    {
        var sample = new PoolSample { At = new Moment(0), Threads = 2, Busy = 2, MinThreads = 2, MaxThreads = 100, Queued = 4, Completed = 0, Cpus = 2 };
        return new PoolTrouble(PoolIncidentKind.Starved, sample, sample with { At = new Moment(1_000_000_000), Wait = TimeSpan.FromSeconds(1) }, 2, 0.1);
    }

    private sealed class ScriptedStacks(string call) : IStackSource, IDisposable
    {
        private readonly ManualResetEventSlim go = new(true);
        private int asked;

        public ManualResetEventSlim Ended { get; } = new();

        public int Asked => asked;

        public void Hold() => go.Reset();

        public void Release() => go.Set();

        public ImmutableArray<TargetThread> Take(CancellationToken cancellation)
        {
            Interlocked.Increment(ref asked);
            go.Wait(Soon, cancellation);
            var frames = new[] { call, "Shop.Load", "System.Threading.ThreadPoolWorkQueue.Dispatch" };
            Ended.Set();
            return [new TargetThread(1, 1, ".NET TP Worker", new Stack([.. frames.Select(name => new Frame(new Function(name, "", 0), 0))]), StackQuality.Complete, false, default)];
        }

        public void Dispose()
        {
            go.Dispose();
            Ended.Dispose();
        }
    }
}
