using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>Which processes are watched as they come and go.</summary>
public sealed class RosterTests : IDiscovery, IDisposable
{
    private readonly Stage stage = new();
    private readonly List<TargetWatch> begun = [];
    private List<Candidate> processes = [];
    private Exception? failure;

    public IReadOnlyList<Candidate> Find() => failure is null ? processes : throw failure;

    public void Dispose() => stage.Dispose();

    private static Candidate Process(int pid, string command = "python shop.py", int parent = 1, ulong start = 1) =>
        new(new(pid, start), parent, command.Split(' ')[^1].Replace(".py", "", StringComparison.Ordinal), command);

    private static TargetPattern Pattern(string regex, string? name = null) => new(name, new Regex(regex, RegexOptions.None, TimeSpan.FromMilliseconds(100)));

    private Roster New(ImmutableArray<int> pids = default, ImmutableArray<TargetPattern> patterns = default, int most = 200, bool withChildren = true) =>
        new(new FleetOptions(pids.IsDefault ? [] : pids, patterns.IsDefault ? [] : patterns, MaxTargets: most, WithChildren: withChildren), this, stage.Time,
            (key, name) => new TargetWatch(key, name, stage.Setting));

    private void Round(Roster roster, double seconds = 1, bool steps = true)
    {
        stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        begun.AddRange(roster.Round());
        foreach (var watch in roster.All.Where(watch => steps && watch.State != WatchState.Gone))
            watch.Step();
    }

    private static string Names(Roster roster) => string.Join(' ', roster.All.Where(watch => watch.State != WatchState.Gone).Select(watch => $"{watch.Name}:{watch.Key.Pid}").Order(StringComparer.Ordinal));

    [Fact]
    public void Round_ProcessesOfAllKinds_WatchesThoseAskedForWithTheirChildren()
    {
        processes =
        [
            Process(10), Process(11, "python worker.py", parent: 10), Process(12, "python deep.py", parent: 11),
            Process(20, "python billing.py --port 1"), Process(21, "python -c spawn", parent: 20), Process(30, "python other.py"), Process(31, "python x.py", parent: 30),
        ];
        var roster = New([10], [Pattern("billing", "money")]);
        Round(roster);
        Assert.Equal("deep:12 money:20 money:21 shop:10 worker:11", Names(roster));
        Assert.Empty(roster.Left);
        Assert.Equal(5, begun.Count);
    }

    [Fact]
    public void Round_WithoutChildren_WatchesOnlyWhatMatches()
    {
        processes = [Process(10), Process(11, "python worker.py", parent: 10)];
        var roster = New([10], withChildren: false);
        Round(roster);
        Assert.Equal("shop:10", Names(roster));
    }

    [Fact]
    public void Round_ProcessRestarts_WatchesTheNewOneAndKeepsTheOldForAWhile()
    {
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        processes = [Process(10)];
        var roster = New(patterns: [Pattern("shop")]);
        for (var i = 0; i < 60; i++)
            Round(roster);
        processes = [Process(40, start: 9)];
        Round(roster);
        Round(roster);
        Assert.Equal("shop:40", Names(roster));
        Assert.Equal(2, roster.All.Length);
        Assert.Equal(2, begun.Count);
        Round(roster, seconds: 880);
        Assert.Equal(2, roster.All.Length);
        Round(roster, seconds: 60);
        Assert.Single(roster.All);
    }

    [Fact]
    public void Round_SamePidOfAnotherProcess_IsAnotherTarget()
    {
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        processes = [Process(10)];
        var roster = New([10]);
        Round(roster);
        Round(roster);
        processes = [Process(10, start: 2)];
        Round(roster);
        Round(roster);
        Assert.Equal([1ul, 2ul], roster.All.Select(watch => watch.Key.StartTicks).Order());
        Assert.Equal("shop:10", Names(roster));
    }

    [Fact]
    public void Round_TargetsFlap_AttachesAFewTimesAMinute()
    {
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        var roster = New(patterns: [Pattern("shop")]);
        for (var i = 0; i < 600; i++)
        {
            processes = [.. Enumerable.Range(0, 8).Select(k => Process(1_000 + (i * 8) + k)), Process(7, "python steady.py shop2")];
            Round(roster);
        }

        Assert.InRange(stage.Attaches, 5, 60);
        Assert.Contains(roster.Left, left => left.StartsWith("shop is watched more rarely", StringComparison.Ordinal));
        Assert.InRange(roster.All.Length, 1, 30);
        Assert.Equal("shop2:7", Names(roster).Split(' ')[^1]);
        Assert.Equal(1, begun.Count(watch => watch.Name == "shop2"));

        // once it stays, it is watched for good
        processes = [Process(5)];
        for (var i = 0; i < 120; i++)
            Round(roster);
        Assert.Equal("shop:5", Names(roster));
        Assert.Equal("Watching", roster.All.Single(watch => watch.Key.Pid == 5).State.ToString());
    }

    [Fact]
    public void Round_AThousandMatch_WatchesUpToTheLimitAndNamesTheRest()
    {
        processes = [.. Enumerable.Range(1, 1_000).Select(pid => Process(pid))];
        var roster = New([999], [Pattern("shop")], most: 200);
        Round(roster);
        Assert.Equal(200, roster.All.Length);
        Assert.Contains(roster.All, watch => watch.Key.Pid == 999);
        Assert.Contains(roster.Left, left => left.StartsWith("800 more would be watched but for the limit of 200: shop (200), shop (201)", StringComparison.Ordinal));
        Round(roster);
        Assert.Equal(200, roster.All.Length);
        Assert.Equal(200, begun.Count);
    }

    [Fact]
    public void Round_NothingThere_SaysSo()
    {
        var roster = New([10], [Pattern("shop")]);
        Round(roster);
        Assert.Equal<string>(["Not there, or of no runtime that is known: process 10.", "No process matches yet."], roster.Left);
    }

    [Fact]
    public void Round_ListingFails_GoesOnWithWhatIsWatched()
    {
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        processes = [Process(10)];
        var roster = New([10]);
        Round(roster);
        failure = new IOException("too many open files");
        Round(roster);
        Assert.Equal("shop:10", Names(roster));
        Assert.Contains("too many open files", Assert.Single(roster.Left), StringComparison.Ordinal);
    }

    [Fact]
    public void Round_PatternThatBacktracksForEver_IsGivenUp()
    {
        processes = [Process(10, $"python {new string('a', 5_000)}!")];
        var roster = New(patterns: [Pattern("(a+)+$"), Pattern("python", "found")]);
        Round(roster);
        Round(roster);
        Assert.Equal("found:10", Names(roster));
        Assert.Contains(roster.Left, left => left.StartsWith("The pattern (a+)+$ takes too long", StringComparison.Ordinal));
    }

    [Fact]
    public void Round_ProcessBecomesAnotherProgram_IsWatchedAgainWithItsPast()
    {
        stage.Film.With(new SimulatedLoop().Polls(10_000));
        processes = [Process(10)];
        var roster = New([10]);
        for (var i = 0; i < 20; i++)
            Round(roster);
        stage.Fails = () => new TargetGoneException("It has become another program.");
        Round(roster);
        stage.Fails = () => null;
        Round(roster);
        Round(roster);
        var watch = Assert.Single(roster.All);
        Assert.Equal(WatchState.Watching, watch.State);
        Assert.Equal(2, begun.Count);
        Assert.InRange(watch.History(default).Points.Length, 20, 25);
    }
}
