using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Looks at a target that is attached to: rarely while it is calm, closely while something is suspected, and closely for a while now and then.</summary>
internal sealed class Lookout : IDisposable
{
    // What calm looks cannot suspect is found a minute later at most.
    private static readonly TimeSpan RoundEvery = TimeSpan.FromMinutes(1);

    // The kernel counts what it counts for each thread: reading that costs more than a look.
    private static readonly TimeSpan MeterEvery = TimeSpan.FromSeconds(5);

    // Runs of work are told apart at a fifth of their length; a pool without a queue is in no hurry.
    private const int LooksForRun = 5;
    private static readonly TimeSpan ShortestForRuns = TimeSpan.FromMilliseconds(100);

    // A calm look asks the kernel, too, every fourth time.
    private const int KernelEvery = 4;

    private readonly Attached attached;
    private readonly TargetRecord record;
    private readonly Setting setting;
    private readonly Snapshot calm = new();
    private readonly TimeSpan phase;
    private readonly LongRuns longRuns;
    private Burst? burst;
    private bool holdsRound;
    private long looks;
    private Moment? roundAt;
    private Moment meterAt;

    public Lookout(Attached attached, TargetRecord record, Setting setting)
    {
        (this.attached, this.record, this.setting) = (attached, record, setting);
        longRuns = new LongRuns(attached, setting);

        // watches that began together are spread over the interval
        phase = setting.Options.CalmInterval * (unchecked((uint)record.Key.Pid * 2_654_435_761) / (double)uint.MaxValue);
    }

    /// <summary>Takes one look, and judges when it is time.</summary>
    /// <returns>How long to wait for the next one.</returns>
    /// <exception cref="TargetGoneException">The target has gone.</exception>
    public TimeSpan Look()
    {
        var time = setting.Time;
        var from = time.GetTimestamp();
        var look = burst?.Take(attached.Probe, time) ?? TakeCalm();
        var took = time.GetElapsedTime(from);
        Suspicion suspicion;
        bool runsLong;
        TimeSpan wanted;
        lock (record.Gate)
        {
            record.Tally.See(look, took);
            record.Past.See(look, record.Tally);
            suspicion = Suspicions.Of(look, record.Tally);
            runsLong = Suspicions.RunsLong(look, record.Tally);
            wanted = IntervalForRuns();
        }

        longRuns.See(look, runsLong && burst is { IsLasting: false });
        if (burst is not null)
            Follow(burst, look.At, suspicion);
        if (burst is null || (suspicion == Suspicion.Pressing && burst.IsLasting))
            Consider(look, suspicion);
        ReadMeter(look.At);
        return Rest(burst is { } now && now.Interval < wanted ? now.Interval : wanted);
    }

    public void Dispose()
    {
        EndBurst();
        longRuns.Dispose();
        attached.Handle.Dispose();
    }

    private Snapshot TakeCalm()
    {
        attached.Probe.Look(calm, looks++ % KernelEvery == 0 ? LookDepth.Kernel : LookDepth.Memory);
        return calm;
    }

    private void Follow(Burst current, Moment at, Suspicion suspicion)
    {
        current.Note(suspicion, at);
        if (!current.IsDue(at))
            return;
        var report = longRuns.With(current.Judge(at, setting.Time));
        var stalls = report.Findings.Any(finding => finding.Id == FindingIds.LoopBlocked) ? current.Stalls() : [];
        lock (record.Gate)
        {
            record.Report = report;
            record.Past.Stalls.See(report, stalls, at, record.Tally);
        }

        if (!current.IsRound)
            LetGoOfRound();
        if (current.IsOver(at))
            EndBurst();
    }

    /// <summary>Begins a closer look when there is reason for it, or it is time for one.</summary>
    private void Consider(Snapshot look, Suspicion suspicion)
    {
        roundAt ??= look.At;
        var isRound = suspicion == Suspicion.None && look.At >= roundAt && !look.IsFailed && setting.Governor.TryBeginRound();
        if (suspicion == Suspicion.None && !isRound)
            return;
        EndBurst();
        holdsRound = isRound;
        roundAt = look.At + RoundEvery;
        burst = Burst.Begin(attached, setting, look, isLasting: suspicion == Suspicion.Lasting, isRound);
    }

    private void EndBurst()
    {
        LetGoOfRound();
        if (burst is null)
            return;
        burst = null;
        setting.Governor.EndBurst();
    }

    private void LetGoOfRound()
    {
        if (holdsRound)
            setting.Governor.EndRound();
        holdsRound = false;
    }

    private void ReadMeter(Moment at)
    {
        if (at < meterAt)
            return;
        meterAt = at + MeterEvery;
        var numbers = attached.Meter.Read();
        lock (record.Gate)
            record.Process = numbers;
    }

    /// <summary>How often to look so that the work is seen that goes through the pools; the calm interval where none does.</summary>
    private TimeSpan IntervalForRuns()
    {
        var calmest = setting.Options.CalmInterval;
        var wanted = calmest;
        foreach (var pool in record.Tally.Pools)
        {
            if (pool.UsualRun is { } run && run / LooksForRun < wanted)
                wanted = run / LooksForRun;
        }

        wanted = (wanted > ShortestForRuns ? wanted : ShortestForRuns) * setting.Governor.Thrift;
        return wanted < calmest ? wanted : calmest;
    }

    /// <summary>Waits for the next line of a fixed grid: what is seen there does not depend on what was seen before.</summary>
    private TimeSpan Rest(TimeSpan wanted)
    {
        var options = setting.Options;
        var interval = setting.Governor.Stretch(wanted, options.CalmInterval, options.SuspiciousInterval);
        lock (record.Gate)
            record.Rate = 1 / interval.TotalSeconds;
        var now = new TimeSpan(WallClock.Now(setting.Time).Nanoseconds / 100) - phase;
        return new TimeSpan(interval.Ticks - (now.Ticks % interval.Ticks));
    }
}
