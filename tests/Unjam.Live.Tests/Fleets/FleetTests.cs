using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Fleet;
using Unjam.Model;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Fleets;

/// <summary>A blocked loop and a pool with a backlog, watched together without end, against what they say of themselves.</summary>
public sealed class FleetTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // A view is as old as the last look; on a machine that has more to do, that is a little more than a fiftieth of a second.
    private static readonly TimeSpan Old = TimeSpan.FromMilliseconds(100);

    private readonly record struct Job(double Submitted, double Started, double Ended);

    [Fact]
    public void BlockedLoopAndBacklog_WatchedTogether_AreToldAsTheyAre()
    {
        var python = Interpreters.OfSeries("3.11").Name;
        using var blocked = LiveTarget.Start(python, "s01_loop_blocked_sleep.py");
        using var backlog = LiveTarget.Start(python, "queue_waits.py", environment: new Dictionary<string, string> { ["SCALE"] = "10", ["ITEMS"] = "80" });
        var pythons = new Pythons(blocked, backlog);
        using var fleet = new FleetWatch(new FleetOptions([blocked.Pid, backlog.Pid], []), pythons, pythons, Rulebook.All, TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();
        fleet.Start();
        Eventually.True(() => fleet.History(Pythons.KeyOf(blocked))!.Stalls.Any(stall => stall.Finding.Id == FindingIds.LoopBlocked), Patience, "the block is not found");
        var found = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine($"found after {found.TotalSeconds:0.00} s");
        Assert.True(found < TimeSpan.FromSeconds(3), $"found after {found.TotalSeconds:0.0} s only");

        Eventually.True(() => Pool(fleet, backlog) is not null, Patience, "the pool is not seen");
        var views = new List<(Moment At, PoolView View)>();
        backlog.Send("go");
        Eventually.True(
            () =>
            {
                views.Add((new Moment(TimeProvider.System.GetTimestamp()), Pool(fleet, backlog)!));
                return backlog.Output.Any(line => line.StartsWith("{\"items\"", StringComparison.Ordinal));
            },
            Patience, "the items do not end");
        var items = backlog.WaitForJson("items", Patience).GetProperty("items").EnumerateArray().Select(Of).ToArray();
        Eventually.True(() => Pool(fleet, backlog)!.Completed >= items.Length, TimeSpan.FromSeconds(5), "not all items are counted");

        var view = Pool(fleet, backlog)!;
        Check("run time", items.Average(item => item.Ended - item.Started), view.RunTime);
        Check("queue time", items.Average(item => item.Started - item.Submitted), view.QueueTime);
        Assert.InRange(view.Submitted, items.Length - 1, items.Length + 1);
        CheckPresent(items, views);
    }

    private static Job Of(JsonElement item) =>
        new(item.GetProperty("submitted").GetDouble(), item.GetProperty("started").GetDouble(), item.GetProperty("ended").GetDouble());

    private static PoolView? Pool(FleetWatch fleet, LiveTarget target) =>
        fleet.View().Targets.Single(view => view.Key == Pythons.KeyOf(target)).Pools.SingleOrDefault();

    private void Check(string what, double truth, HistogramView seen)
    {
        var mean = seen.Sum / seen.Count;
        output.WriteLine($"{what}: truth {truth:0.000} s, seen {mean:0.000} s ({(mean / truth) - 1:+0.0%;-0.0%}) of {seen.Count} items");
        Assert.InRange(mean, truth * 0.9, truth * 1.1);
    }

    /// <summary>Where nothing has changed for a moment, busy workers and queued items are what the target says.</summary>
    private void CheckPresent(Job[] items, List<(Moment At, PoolView View)> views)
    {
        var changes = items.SelectMany(item => new[] { item.Submitted, item.Started, item.Ended }).Order().ToArray();
        int compared = 0, equal = 0;
        foreach (var (at, view) in views)
        {
            var now = at.Seconds;
            if (changes.Any(change => change > now - Old.TotalSeconds && change <= now))
                continue;
            compared++;
            var busy = items.Count(item => item.Started <= now && now < item.Ended);
            var queued = items.Count(item => item.Submitted <= now && now < item.Started);
            equal += (busy, queued) == (view.Busy, view.Queued) ? 1 : 0;
        }

        output.WriteLine($"{equal} of {compared} views equal the truth");
        Assert.True(compared >= 20, $"{compared} views could be compared");
        Assert.True(equal >= compared * 0.95, $"{equal} of {compared} views equal the truth");
    }
}
