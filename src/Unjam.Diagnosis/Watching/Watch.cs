using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Looks at a target again and again, judges what it saw, and stops when it is certain or the time is up. The only loop there is.</summary>
public sealed class Watch(IProbe probe, Target target, TimeProvider time, ImmutableArray<IRule> rules, WatchOptions options)
{
    // A person sees no difference between ten answers a second and a hundred.
    private static readonly TimeSpan JudgeEvery = TimeSpan.FromMilliseconds(100);

    // Judging may take one percent of the time: after a costly judgement the next one waits, but not so long that an answer comes late.
    private const int JudgingShare = 100;
    private static readonly TimeSpan JudgeAtLeastEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Watches. Blocks the calling thread until it is over.</summary>
    /// <param name="progress">Is told some ten times a second where the watch stands.</param>
    /// <param name="cancellation">Ends the watch; the report tells what was seen until then.</param>
    /// <exception cref="TargetGoneException">The target has gone before anything was found.</exception>
    public Report Run(IProgress<WatchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var first = new Timeline(target, capacity: 2).Take(probe, LookDepth.Kernel);
        var timeline = new Timeline(target, Room.For(first, options));
        var ledger = new Ledger(rules, timeline);
        using var pace = new Pace(time, options.Interval);
        Ending ending;
        try
        {
            ending = Follow(timeline, ledger, pace, progress, cancellation);
            if (ledger.Judge().Findings.Length > 0)
                timeline.Take(probe, LookDepth.Everything);
        }
        catch (TargetGoneException) when (ledger.Judge().Findings.Length > 0)
        {
            ending = Ending.TargetGone;
        }

        var watched = pace.Elapsed;
        var judgement = ledger.Judge();
        return ReportOf.Watch(timeline, judgement, ending, watched, Environment.CpuUsage.TotalTime - cpu);
    }

    private Ending Follow(Timeline timeline, Ledger ledger, Pace pace, IProgress<WatchProgress>? progress, CancellationToken cancellation)
    {
        var depths = new Depths();
        var depth = LookDepth.Kernel;
        var judgeAt = JudgeEvery;
        do
        {
            depth = depths.After(timeline.Take(probe, depth));
            var elapsed = pace.Elapsed;
            if (elapsed >= options.Duration)
                return Ending.Duration;
            if (elapsed < judgeAt)
                continue;
            var judgement = ledger.Judge();
            progress?.Report(new(elapsed, options.Duration, timeline.Looks, timeline.Failed, judgement.Findings.FirstOrDefault()?.Title));
            if (judgement.IsCertain && !options.Whole)
                return Ending.Certain;
            var rest = (pace.Elapsed - elapsed) * JudgingShare;
            judgeAt = elapsed + (rest < JudgeEvery ? JudgeEvery : rest > JudgeAtLeastEvery ? JudgeAtLeastEvery : rest);
        }
        while (pace.WaitForNext(cancellation));
        return Ending.Cancelled;
    }
}
