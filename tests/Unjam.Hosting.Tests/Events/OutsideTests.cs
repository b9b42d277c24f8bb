using System.Diagnostics.Tracing;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;
using Unjam.Executors;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Events;

/// <summary>What the runtime hands to whoever connects to the diagnostics port of this process, as an attached Unjam does.</summary>
public sealed class OutsideTests
{
    private static readonly Patience Patience = new(TimeSpan.FromSeconds(20), TimeProvider.System, CancellationToken.None);

    [Fact]
    public async Task Session_OfAnotherProcess_SeesExecutorsAndLoops()
    {
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "outside-io", Threads = 2 });
        await using var loop = EventLoop.Start(new LoopOptions { Name = "outside-main" });
        using var broadcast = new Broadcast(new Observed { executor, loop });
        broadcast.Start();
        using var open = new ManualResetEventSlim();
        var work = Enumerable.Range(0, 5).Select(_ => executor.RunAsync(cancelled => open.Wait(cancelled))).ToList();
        var heard = new Overheard();
        NettraceEnd? end = null;
        using (var session = EventSession.Begin(
            DiagnosticsPort.Of(Environment.ProcessId), new SessionRequest([new EventProvider(UnjamEventSource.ProviderName, 1, EventLevel.Informational)], 0, false), Patience))
        {
            var reading = new Thread(() => end = new NettraceReader().Read(session.Events, heard)) { IsBackground = true };
            reading.Start();
            Eventually.True(
                () => Of("Pool", "outside-io")?["busy"] == "2" && Of("Loop", "outside-main") is not null, TimeSpan.FromSeconds(20),
                () => $"heard was {string.Join(' ', heard.Events.Select(each => each.Event))}");
            session.RequestStop();
            Assert.True(reading.Join(TimeSpan.FromSeconds(20)), "the stream does not end");
        }

        Assert.Equal(NettraceOutcome.Complete, end!.Outcome);
        var pool = Of("Pool", "outside-io")!;
        Assert.Equal(("executor", "2", "2", "3", "5"), (pool["kind"], pool["limit"], pool["busy"], pool["queued"], pool["submitted"]));
        Assert.Contains(heard.Events, each => each.Event == "Beat" && each.Fields["contract"] == $"{UnjamEventSource.ContractVersion}");
        open.Set();
        await Task.WhenAll(work);

        Dictionary<string, string>? Of(string kind, string name) => heard.Events.LastOrDefault(each => each.Event == kind && each.Fields["name"] == name).Fields;
    }

    [Fact]
    public async Task Session_ThatAsksForMoreBeats_IsToldAtOnceAndWithTheThreads()
    {
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "paced-\0io", Threads = 3 });
        await using var loop = EventLoop.Start(new LoopOptions { Name = "paced-main" });
        using var broadcast = new Broadcast(new Observed { executor, loop });
        broadcast.Start();
        using var open = new ManualResetEventSlim();
        var work = Enumerable.Range(0, 5).Select(_ => executor.RunAsync(cancelled => open.Wait(cancelled))).ToList();
        Eventually.True(() => executor.Statistics().Busy == 3, TimeSpan.FromSeconds(20), "the workers did not begin");

        // four seconds that nobody asked to be shorter have no time for so many
        var gathered = new GatheredBeats("paced-main");
        using (var session = EventSession.Begin(
            DiagnosticsPort.Of(Environment.ProcessId),
            new SessionRequest([new EventProvider(UnjamEventSource.ProviderName, 1, EventLevel.Informational, "interval=0.05")], 0, false), Patience))
        {
            var reading = new Thread(() => new NettraceReader().Read(session.Events, gathered)) { IsBackground = true };
            reading.Start();
            Eventually.True(() => gathered.All.Count >= 10, TimeSpan.FromSeconds(4), () => $"{gathered.All.Count} beats were heard");
            session.RequestStop();
            Assert.True(reading.Join(TimeSpan.FromSeconds(20)), "the stream does not end");
        }

        var beats = gathered.All.ToArray();
        var pool = beats[^1].Pools.Single(each => each.Name == "paced-\ufffdio");
        Assert.Equal(3, pool.Busy);
        Assert.Equal(3, pool.Workers.Distinct().Count());
        Assert.All(pool.Workers, thread => Assert.True(Directory.Exists($"/proc/self/task/{thread}")));
        Assert.Contains(beats[^1].Loops, each => each.Name == "paced-main");
        open.Set();
        await Task.WhenAll(work);
    }
}
