using Unjam.Diagnosis;
using Unjam.DotNet;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.DotNetLive.Tests;

/// <summary>What a watch of a live target came to.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Timeline">What was seen.</param>
/// <param name="Elapsed">From before it was attached to, to the verdict.</param>
/// <param name="Began">When it was attached to.</param>
internal sealed record Seen(Report Report, Timeline Timeline, TimeSpan Elapsed, Moment Began)
{
    /// <summary>The only finding.</summary>
    public Finding Finding => Assert.Single(Report.Findings);

    /// <summary>The shared pool, as the report sums it up.</summary>
    public PoolSummary SharedPool => Report.Pools.Single(pool => pool.Kind == PoolKind.DotNetThreadPool);

    /// <summary>Attaches to a target, watches it as the command does, and lets it go.</summary>
    /// <param name="whole">Whether to go on when all is certain.</param>
    public static Seen Of(LiveTarget target, TimeSpan atMost, bool whole = false)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        var watch = new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), new WatchOptions(atMost, DotNetProbe.UsualRate) { Whole = whole });
        var report = watch.Run();
        return new(report, watch.Seen!, TimeProvider.System.GetElapsedTime(began), new Moment(began));
    }

    /// <summary>The finding is the one that the target announced, with its culprit, cause and subject.</summary>
    public void IsAsAnnounced(LiveTarget target)
    {
        var told = target.Announcement;
        Assert.Equal(told.GetProperty("expect").GetString(), Finding.Id);
        foreach (var (name, actual) in new[] { ("culprit", Finding.Culprit?.Function), ("cause", Finding.Cause), ("subject", Finding.Subject) })
        {
            if (told.GetProperty(name).GetString() is { } truth)
                Assert.Equal(truth, actual);
        }
    }

    public override string ToString() => string.Join('\n',
    [
        $"{Report.Outcome}, {Report.Ending} after {Elapsed.TotalSeconds:0.00} s; {Report.Quality}",
        .. Report.Findings.Select(finding => $"{finding.Severity} {finding.Id} ({finding.Cause}) {finding.Subject}: {finding.Title}; {finding.Culprit}\n  {string.Join("\n  ", finding.Evidence)}"),
        .. Report.Undecided.Select(because => $"undecided: {because}"),
        .. Report.Quality.Gaps.Select(gap => $"gap: {gap}"),
        .. Report.Pools.Select(pool => $"{pool}"),
        .. Report.Loops.Select(loop => $"{loop}"),
    ]);
}
