using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Looks at a target again and again, judges what it saw, and stops when it is certain or the time is up. The only loop there is.</summary>
public sealed class Watch(IProbe probe, Target target, TimeProvider time, ImmutableArray<IRule> rules, WatchOptions options)
{
    // A person sees no difference between ten answers a second and a hundred.
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(100);

    // A judgement reads the whole timeline: the longer that is, the rarer it is judged. The answer comes at most a twentieth later than it could.
    private const int JudgingShare = 20;
    private static readonly TimeSpan JudgeAtLeastEvery = TimeSpan.FromSeconds(2);

    /// <summary>The snapshots that the last run kept; null before it has begun.</summary>
    public Timeline? Seen { get; private set; }

    /// <summary>Watches. Blocks the calling thread until it is over.</summary>
    /// <param name="progress">Is told some ten times a second where the watch stands.</param>
    /// <param name="cancellation">Ends the watch; the report tells what was seen until then.</param>
    /// <exception cref="TargetGoneException">The target has gone before anything was found.</exception>
    public Report Run(IProgress<WatchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var first = new Timeline(target, capacity: 2).Take(probe, LookDepth.Kernel);
        var timeline = Seen = new Timeline(target, Room.For(first, options));
        var ledger = new Ledger(rules, timeline);
        using var pace = new Pace(time, options.Interval);
        Ending ending;
        try
        {
            ending = Follow(timeline, ledger, pace, progress, cancellation);
        }
        catch (TargetGoneException) when (ledger.Judge().Findings.Length > 0)
        {
            ending = Ending.TargetGone;
        }

        if (ending != Ending.TargetGone)
            ending = Close(timeline, ending);
        var watched = pace.Elapsed;
        var judgement = ledger.Judge();
        return ReportOf.Watch(timeline, judgement, ending, watched, Environment.CpuUsage.TotalTime - cpu);
    }

    /// <summary>Reads once, at the end, what each queued item calls and which tasks are suspended: some rules need it, and so does the evidence.</summary>
    private Ending Close(Timeline timeline, Ending ending)
    {
        if (timeline.Latest.Depth == LookDepth.Everything)
            return ending;
        try
        {
            timeline.Take(probe, LookDepth.Everything);
            return ending;
        }
        catch (TargetGoneException)
        {
            return Ending.TargetGone;
        }
    }

    private Ending Follow(Timeline timeline, Ledger ledger, Pace pace, IProgress<WatchProgress>? progress, CancellationToken cancellation)
    {
        var depths = new Depths();
        var depth = LookDepth.Kernel;
        TimeSpan tellAt = TellEvery, judgeAt = TellEvery;
        string? worst = null;
        do
        {
            depth = depths.After(timeline.Take(probe, depth));
            var elapsed = pace.Elapsed;
            if (pace.NextAfter(elapsed) >= options.Duration)
                depth = LookDepth.Everything;
            if (elapsed >= options.Duration)
                return Ending.Duration;
            if (elapsed >= judgeAt)
            {
                var judgement = ledger.Judge();
                if (judgement.IsCertain && !options.Whole)
                    return Ending.Certain;
                worst = judgement.Findings.FirstOrDefault()?.Title;
                judgeAt = elapsed + Rest(elapsed);
            }

            if (elapsed < tellAt)
                continue;
            progress?.Report(new(elapsed, options.Duration, timeline.Looks, timeline.Failed, worst));
            tellAt = elapsed + TellEvery;
        }
        while (pace.WaitForNext(cancellation));
        return Ending.Cancelled;
    }

    private static TimeSpan Rest(TimeSpan elapsed)
    {
        var share = elapsed / JudgingShare;
        return share < TellEvery ? TellEvery : share > JudgeAtLeastEvery ? JudgeAtLeastEvery : share;
    }
}
