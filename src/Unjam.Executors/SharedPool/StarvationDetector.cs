using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Judges samples of the shared pool: when does work wait too long, why, and when is it over. Pure: it has no clock and asks nobody.</summary>
internal sealed class StarvationDetector(
    TimeSpan queueWait, // long enough that neither a free thread nor scheduling noise explains it: see WatchdogOptions
    TimeSpan saturatedWait, // full CPUs are no fault in themselves: see WatchdogOptions
    TimeSpan clearAfter, // the waits of one incident go up and down: see WatchdogOptions
    double blockedShare = 0.5, // when more than half of the threads with work wait, CPU time is not what is short
    double cpuShare = 0.8, // above it a queue of runnable threads is normal on any scheduler
    double throttledShare = 0.2, // a fifth of the time taken away doubles the waits of a loaded service
    int evidence = 3, // looks at the threads' states: one or two may fall on a scheduling accident
    double window = 1) // seconds of evidence: what was true earlier says nothing of now
{
    private readonly Queue<PoolSample> samples = new();
    private Moment? calmSince;
    private Moment? otherSince;

    /// <summary>Whether work waits noticeably: the dearer facts are worth reading now.</summary>
    public bool IsSuspected => samples.Count > 0;

    /// <summary>The trouble that lasts; null when there is none.</summary>
    public PoolTrouble? Trouble { get; private set; }

    /// <summary>The trouble that the last step closed; null when it closed none.</summary>
    public PoolTrouble? Ended { get; private set; }

    /// <summary>Corrects the reason of the trouble that lasts, by what stacks have shown; the detector itself cannot unlearn it.</summary>
    public void Correct(PoolIncidentKind kind) => Trouble = Trouble is null ? null : Trouble with { Kind = kind };

    /// <summary>Takes the next sample.</summary>
    public DetectorStep Take(in PoolSample sample)
    {
        if (sample.Wait < queueWait / 2)
            return Calm(sample);
        calmSince = null;
        Keep(sample);
        Trouble = Trouble?.After(sample);
        var kind = Kind(sample);
        if (Trouble is null)
        {
            if (kind is not { } found)
                return DetectorStep.None;
            otherSince = null;
            Trouble = new PoolTrouble(found, samples.Peek(), sample, Blocked(), CpuShare(sample)) { Samples = samples.Count, MeanBusy = samples.Average(each => each.Busy) };
            return DetectorStep.Opened;
        }

        // one incident has one reason; when the reason has changed for good, it is another one
        if (kind is null || kind == Trouble.Kind || (Trouble.Kind == PoolIncidentKind.LockConvoy && kind == PoolIncidentKind.Starved))
        {
            otherSince = null;
            return DetectorStep.None;
        }

        otherSince ??= sample.At;
        return sample.At - otherSince.Value >= 2 * clearAfter ? Close() : DetectorStep.None;
    }

    private DetectorStep Calm(in PoolSample sample)
    {
        // the first sign: a quarter of the limit, so that evidence is there when the limit is reached
        if (sample.Wait >= queueWait / 4 || IsSuspected)
            Keep(sample);
        if (!IsSuspected)
            return DetectorStep.None;
        Trouble = Trouble?.After(sample);
        calmSince ??= sample.At;
        if (sample.At - calmSince.Value < clearAfter)
            return DetectorStep.None;
        return Close();
    }

    private DetectorStep Close()
    {
        (Ended, Trouble) = (Trouble, null);
        samples.Clear();
        calmSince = null;
        otherSince = null;
        return Ended is null ? DetectorStep.None : DetectorStep.Closed;
    }

    private void Keep(in PoolSample sample)
    {
        samples.Enqueue(sample);
        while (samples.Count > evidence && (sample.At - samples.Peek().At).TotalSeconds > window)
            samples.Dequeue();
    }

    private PoolIncidentKind? Kind(in PoolSample sample)
    {
        // a probe that is alone in the queue tells what work would suffer; nobody suffers it yet
        if (sample.Wait < queueWait || (sample.Wait < saturatedWait && samples.All(each => each.Queued == 0)))
            return null;
        var first = samples.Peek();
        var elapsed = sample.At - first.At;
        if (sample.Throttled - first.Throttled is { } throttled && throttled > TimeSpan.Zero && throttled >= elapsed * throttledShare)
            return PoolIncidentKind.Throttled;
        var clean = sample.Wait - sample.Paused - sample.Late;
        if (clean < queueWait)
            return sample.Paused >= sample.Wait / 2 ? PoolIncidentKind.GcPause : IsSaturated(sample) ? PoolIncidentKind.CpuSaturated : null;
        var cpu = CpuShare(sample);
        // the pool runs at least as many items as its minimum: while it runs fewer, it is not its threads that are missing
        if (samples.All(each => each.Busy < each.MinThreads))
            return IsNotWoken(sample) && cpu < cpuShare ? PoolIncidentKind.LostWakeUp : null;
        var scans = samples.Count(each => each.Workers is not null);
        if (scans == 0)
            return WithoutStates(sample, cpu);
        if (scans < evidence)
            return null;
        if (Blocked() >= blockedShare * samples.Average(each => each.Busy))
            return BlockedKind();
        if (sample.Wait < saturatedWait)
            return null;
        return IsSaturated(sample) ? PoolIncidentKind.CpuSaturated : PoolIncidentKind.Starved;
    }

    // where the kernel does not tell of threads: work that waits on CPUs that are not full waits for blocked threads
    private PoolIncidentKind? WithoutStates(in PoolSample sample, double? cpu) => (cpu, samples.Count > evidence) switch
    {
        (null, _) or (_, false) => null,
        ({ } share, _) when share < cpuShare => PoolIncidentKind.Starved,
        _ => sample.Wait >= saturatedWait ? PoolIncidentKind.CpuSaturated : null,
    };

    // nothing was taken for a second though something was there all the time: nobody was woken for it
    private bool IsNotWoken(in PoolSample sample)
    {
        if (sample.Wait < saturatedWait || (sample.At - samples.Peek().At).TotalSeconds < 0.8 * window)
            return false;
        var completed = samples.Peek().Completed;
        foreach (var each in samples)
        {
            if (each.Completed != completed || each.Queued == 0)
                return false;
        }

        return true;
    }

    // there is always somebody at one lock, and of the threads that are blocked, without the one that holds it, at least half are there
    private PoolIncidentKind? BlockedKind()
    {
        var heard = samples.Where(each => each.LockWaiters is not null).Select(each => each.LockWaiters!.Value).ToArray();
        // who waited already is heard of only when he waits again: the first readings are too low, and rise
        var waiters = heard.Length < 2 ? 0 : heard[Math.Max(1, heard.Length - evidence)..].Average();
        if (waiters >= 1 && waiters >= blockedShare * (Blocked() - 1) && heard.Length > evidence)
            return PoolIncidentKind.LockConvoy;
        // somebody waits for a lock, and it is not yet known how many do: a moment's patience gives the right name
        return heard.Length > 0 && (heard.Length <= evidence || (heard.Length < 2 * evidence && heard[^1] > 0)) ? null : PoolIncidentKind.Starved;
    }

    /// <summary>Threads with work that waited in the kernel, on average; null when none was asked.</summary>
    private double? Blocked()
    {
        var scanned = samples.Where(each => each.Workers is not null).ToArray();
        return scanned.Length == 0 ? null : scanned.Average(each => each.Workers!.Value.Blocked(each.Busy));
    }

    private double? CpuShare(in PoolSample sample)
    {
        var first = samples.FirstOrDefault(each => each.Cpu is not null);
        var elapsed = sample.At - first.At;
        return sample.Cpu - first.Cpu is { } used && elapsed > TimeSpan.Zero ? used / elapsed / sample.Cpus : null;
    }

    private bool IsSaturated(in PoolSample sample) => sample.Wait >= saturatedWait && samples.Any(each => each.Workers is not null) && Demand(sample) >= cpuShare;

    // what the process uses and what its pool's threads wanted besides: on a host that others keep busy the first alone is small
    private double Demand(in PoolSample sample)
    {
        var first = samples.First(each => each.Workers is not null);
        var last = samples.Last(each => each.Workers is not null);
        var elapsed = last.At - first.At;
        var delayed = last.Workers!.Value.RunDelay - first.Workers!.Value.RunDelay;
        return (CpuShare(sample) ?? 0) + (elapsed > TimeSpan.Zero && delayed > TimeSpan.Zero ? delayed / elapsed / sample.Cpus : 0);
    }
}
