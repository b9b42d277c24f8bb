using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>A closer look at one target: many looks that the rules judge, until nothing is found or suspected any more.</summary>
/// <param name="isLasting">Whether it is about what lasts: then it looks rarely and remembers long.</param>
/// <param name="isRound">Whether nothing gave reason for it.</param>
internal sealed class Burst(Stretch stretch, TimeSpan interval, bool isLasting, bool isRound, Moment began)
{
    // Long enough that what comes again and again is not taken for healed; what was found stays while its looks are remembered.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan JudgeFirst = TimeSpan.FromSeconds(0.6);

    // Whoever opens the page waits for the first word.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3), JudgeSoon = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan JudgeEvery = TimeSpan.FromSeconds(1), JudgeAtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadAllEvery = TimeSpan.FromSeconds(5);

    // Judging and reading all tasks may take this part of the time.
    private const int CostShare = 50;

    // With more, a look that reads everything is kept once only.
    private const int ManyTasks = 2_000;

    // Looks at what lasts: together longer than the half minute after which work may be called stuck.
    private static readonly TimeSpan LastingInterval = TimeSpan.FromMilliseconds(250);
    private const int LastingLooks = 160, PressingLooks = 500;

    // as long as the looks of a burst that is not slowed down last, twice over: with few looks in it the rules still judge
    private static readonly TimeSpan PressingMemory = TimeSpan.FromSeconds(20);

    private readonly Moment start = began;
    private Moment judgeAt = began + JudgeFirst;
    private Moment readAllAt = began + TimeSpan.FromSeconds(0.4);
    private Moment reasonAt = began;
    private TimeSpan every = JudgeEvery;
    private TimeSpan cost;
    private string verdict = "";

    public bool IsLasting => isLasting;

    /// <summary>Whether nothing has given reason for it so far.</summary>
    public bool IsRound { get; private set; } = isRound;

    /// <summary>Time between two looks.</summary>
    public TimeSpan Interval => interval;

    /// <summary>Begins a closer look; the governor is to be told of its end.</summary>
    /// <param name="look">The look that gave reason for it.</param>
    public static Burst Begin(Attached attached, Setting setting, Snapshot look, bool isLasting, bool isRound)
    {
        setting.Governor.BeginBurst();
        var room = Math.Min(Stretch.RoomWithin(look, setting.Governor.RoomForBurst), isLasting ? LastingLooks : PressingLooks);
        return new Burst(
            new Stretch(attached.Target, setting.Rules(), room, isLasting ? null : PressingMemory), isLasting ? LastingInterval : setting.Options.SuspiciousInterval, isLasting, isRound, look.At);
    }

    /// <summary>Takes the next look.</summary>
    public Snapshot Take(IProbe probe, TimeProvider time)
    {
        var from = time.GetTimestamp();
        var isWhole = WallClock.Now(time) >= readAllAt;
        var look = stretch.Take(probe, isWhole);
        var took = time.GetElapsedTime(from);
        cost += took;
        if (isWhole)
            readAllAt = look.Tasks.Count > ManyTasks ? new Moment(long.MaxValue) : look.At + Longer(ReadAllEvery, took * CostShare);
        return look;
    }

    /// <summary>Takes notice of what a look gave reason for.</summary>
    public void Note(Suspicion suspicion, Moment at)
    {
        if (suspicion == Suspicion.None || (suspicion == Suspicion.Lasting && !isLasting))
            return;
        reasonAt = at;
        IsRound = false;
    }

    /// <summary>Whether it is time for the rules.</summary>
    public bool IsDue(Moment at) => stretch.Looks > 1 && (at >= judgeAt || IsOver(at));

    /// <summary>Asks the rules.</summary>
    public Report Judge(Moment at, TimeProvider time)
    {
        var from = time.GetTimestamp();
        var report = stretch.Judge(cost);
        var took = time.GetElapsedTime(from);
        cost += took;
        var isFound = report.Findings.Any(finding => finding.Id != FindingIds.Inconclusive);
        if (isFound || stretch.IsSuspecting)
        {
            reasonAt = at;
            IsRound = false;
        }

        // what has been said already can be said more rarely
        var said = string.Join('\n', report.Findings.Select(finding => $"{finding.Id} {finding.Subject} {finding.Culprit?.Function}"));
        every = said == verdict && isFound ? Shorter(every * 1.5, JudgeAtLeastEvery) : JudgeEvery;
        verdict = said;
        judgeAt = at + Longer(!isFound && at - start < AnswerWithin ? JudgeSoon : every, took * CostShare);
        return report;
    }

    /// <summary>The blocks of loops that it remembers, one by one.</summary>
    public ImmutableArray<LoopStall> Stalls() => stretch.Stalls();

    /// <summary>Whether there is no reason for it any more.</summary>
    public bool IsOver(Moment at) => IsRound ? at - start >= RoundLength : at - reasonAt >= Quiet;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
