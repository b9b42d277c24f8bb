using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The last stalls of a target: each block of a loop, and every other finding from when it was first true until it no longer was.</summary>
internal sealed class StallLog
{
    public const int Most = 200;

    // A finding that is absent from one judgement and back in the next was there all the while.
    private static readonly TimeSpan Lapse = TimeSpan.FromSeconds(10);

    private readonly Queue<Entry> order = new(Most);
    private readonly Dictionary<Key, Entry> entries = [];
    private long numbers;

    private readonly record struct Key(string Id, string Subject, string? Function, long Turn, int Index);

    private sealed class Entry(long number, Key key, Moment began, Finding finding)
    {
        public long Number => number;

        public Key Key => key;

        public Moment Began { get; set; } = began;

        public Finding Finding { get; set; } = finding;

        public TimeSpan Duration { get; set; }

        public bool IsOver { get; set; }

        public Moment LastTrue { get; set; }
    }

    /// <summary>Takes a judgement.</summary>
    /// <param name="stalls">Blocks of loops that it is about, one by one.</param>
    public void See(Report report, ImmutableArray<LoopStall> stalls, Moment now, TargetTally tally)
    {
        foreach (var stall in stalls)
        {
            if (!report.Findings.Any(finding => finding.Id == stall.Finding.Id && finding.Subject == stall.Finding.Subject))
                continue;
            var turn = stall.Block.Turn;
            var key = new Key(stall.Finding.Id, stall.Finding.Subject, null, turn.Began.Nanoseconds, turn.Index);
            See(key, stall.Finding, stall.Block.Began, stall.Block.Duration, stall.Block.IsOver, now, tally);
        }

        foreach (var finding in report.Findings)
        {
            if (finding.Id is FindingIds.LoopBlocked or FindingIds.Inconclusive)
                continue;
            var key = new Key(finding.Id, finding.Subject, finding.Culprit?.Function, 0, 0);
            var held = finding.Held is { } known ? known.Duration : TimeSpan.Zero;
            var began = entries.TryGetValue(key, out var entry) && now - entry.LastTrue <= Lapse ? entry.Began : now - held;
            See(key, finding, began, now - began, finding.Held is { IsOver: true }, now, tally);
        }

        End(now, Lapse);
    }

    /// <summary>Nothing is judged any more: what was open is over as far as it was seen.</summary>
    public void End() => End(default, TimeSpan.MinValue);

    /// <summary>The stalls as they are, newest first, to be made into views while looks go on.</summary>
    public Func<WallClock, ImmutableArray<Stall>> Copy()
    {
        var rows = order.Reverse().Select(entry => (entry.Number, entry.Began, entry.Finding, entry.Duration, entry.IsOver)).ToArray();
        return clock => [.. rows.Select(row => new Stall(row.Number, clock.At(row.Began), row.Finding) { Duration = row.Duration, IsOver = row.IsOver })];
    }

    private void See(Key key, Finding finding, Moment began, TimeSpan duration, bool isOver, Moment now, TargetTally tally)
    {
        if (entries.TryGetValue(key, out var entry) && (key.Turn != 0 || now - entry.LastTrue <= Lapse))
        {
            if (entry.IsOver && isOver)
                return;
        }
        else
        {
            // what ended before it was first seen as a finding without a turn of its own says nothing new
            entry = new Entry(++numbers, key, began, finding);
            Add(entry);
            Count(tally, finding, 1, TimeSpan.Zero);
        }

        Count(tally, finding, 0, duration > entry.Duration ? duration - entry.Duration : TimeSpan.Zero);
        entry.Finding = finding;
        entry.Duration = duration > entry.Duration ? duration : entry.Duration;
        entry.IsOver = isOver;
        entry.LastTrue = now;
    }

    private void Add(Entry entry)
    {
        if (order.Count >= Most && order.Dequeue() is var oldest && entries.TryGetValue(oldest.Key, out var known) && known == oldest)
            entries.Remove(oldest.Key);
        order.Enqueue(entry);
        entries[entry.Key] = entry;
    }

    private void End(Moment now, TimeSpan after)
    {
        foreach (var entry in order)
        {
            if (!entry.IsOver && (after == TimeSpan.MinValue || now - entry.LastTrue > (entry.Key.Turn != 0 ? TimeSpan.Zero : after)))
                entry.IsOver = true;
        }
    }

    /// <summary>Counts what holds a loop, under the loop.</summary>
    private static void Count(TargetTally tally, Finding finding, long stalls, TimeSpan time)
    {
        if (finding.Id is FindingIds.LoopBlocked or FindingIds.LoopDeadlocked or FindingIds.LoopStarvedByGil or FindingIds.LoopStarvedOfCpu)
            tally.Named(finding.Subject)?.Stalls.Add(finding.Cause ?? Cause.Unknown, finding.Culprit?.Function, stalls, time);
    }
}
