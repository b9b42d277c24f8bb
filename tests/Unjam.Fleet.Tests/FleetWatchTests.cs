using Unjam.Diagnosis;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>The whole of it, with its threads and the real clock.</summary>
public sealed class FleetWatchTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private sealed class Machine(int count) : IDiscovery, IAttacher, IProcessMeter, IDisposable
    {
        private int released;

        public int Released => Volatile.Read(ref released);

        public IReadOnlyList<Candidate> Find() => [.. Enumerable.Range(1, count).Select(pid => new Candidate(new(pid, 1), 0, $"shop-{pid}", "python shop.py"))];

        public Attached Attach(int pid) => pid == 13
            ? throw new InvalidOperationException("an unlucky number")
            : new(new(pid, "cpython", "3.12.1", "CPython 3.12.1", "python shop.py"), new Probe(pid == 2), this, this);

        public ProcessNumbers? Read() => null;

        public void Dispose() => Interlocked.Increment(ref released);
    }

    private sealed class Probe(bool isBlocked) : IProbe
    {
        private static readonly Stack Stack = Code.OnLoop(Code.User("legacy_fetch", 6));

        public void Look(Snapshot into, LookDepth depth)
        {
            into.Begin(new Moment(TimeProvider.System.GetTimestamp()), depth);
            into.Threads.Add(new TargetThread(1, 1, "MainThread", isBlocked ? Stack : Code.OnLoop(), StackQuality.Complete, false, depth >= LookDepth.Kernel ? Kernels.Sleeping : default));
            into.Loops.Add(new Loop
            {
                Id = 1,
                Kind = LoopKind.Asyncio,
                Thread = 0,
                Phase = isBlocked ? LoopPhase.Running : LoopPhase.Polling,
                Turn = isBlocked ? new Turn(1, new Moment(1), 2, 0, 1) : default,
            });
        }
    }

    [Fact]
    public void Fleet_WithThreads_WatchesAllAndLetsGoOfAll()
    {
        var machine = new Machine(20);
        using var fleet = new FleetWatch(new FleetOptions([], [new(null, new("shop"))]), machine, machine, Rulebook.All, TimeProvider.System);
        fleet.Start();
        Eventually.True(() => fleet.View().Targets is { Length: 20 } targets && targets.All(target => target.Looks.Ok > 2 || target.State == WatchState.Refused), Soon, "not all are watched");
        Eventually.True(() => fleet.View().Targets.Any(target => target.Report?.Findings.Length == 1), Soon, "the blocked loop is not found");
        var view = fleet.View();
        var refused = Assert.Single(view.Targets, target => target.State == WatchState.Refused);
        Assert.Contains("an unlucky number", refused.WhyNot, StringComparison.Ordinal);
        Assert.Equal("shop-2", Assert.Single(view.Targets, target => target.Report is { Findings.IsEmpty: false }).Name);
        Assert.NotEmpty(fleet.History(new(2, 1))!.Stalls);
        Assert.Null(fleet.History(new(99, 1)));
        Assert.True(view.Own.ResidentBytes > 0);
        fleet.Dispose();
        Assert.Equal(19, machine.Released);
    }

    [Fact]
    public void Views_TakenAllTheTime_NeverFail()
    {
        var machine = new Machine(4);
        using var fleet = new FleetWatch(new FleetOptions([1, 2, 3, 4], [], CalmRate: 200, SuspiciousRate: 500, MaxCpu: 2), machine, machine, Rulebook.All, TimeProvider.System);
        fleet.Start();
        long views = 0;
        Eventually.True(
            () =>
            {
                Parallel.For(0, 4, _ =>
                {
                    foreach (var target in fleet.View().Targets)
                        views += fleet.History(target.Key)!.Points.Length + target.Loops.Sum(loop => loop.Lag.Count);
                });
                return fleet.View().Targets.All(target => target.Looks.Ok > 200);
            },
            Soon, "the looks do not go on");
        Assert.True(views > 0);
    }
}
