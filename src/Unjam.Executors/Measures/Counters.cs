using System.Runtime.InteropServices;

namespace Unjam.Executors;

/// <summary>The counters of an executor that any thread may count up.</summary>
internal sealed class Counters
{
    private readonly Tally callers = new();
    private readonly Lock callersGate = new();
    private Shared shared;

    /// <summary>What was run by its own submitters.</summary>
    public Tally Callers => callers;

    /// <summary>Counts a submission and numbers it. A full fence: what follows sees everything that was announced before.</summary>
    public long Submit() => Interlocked.Increment(ref shared.Submitted);

    public void Reject() => Interlocked.Increment(ref shared.Rejected);

    public void CancelInQueue() => Interlocked.Increment(ref shared.CancelledInQueue);

    /// <summary>Counts the end of an item that was suspended.</summary>
    public void Resume(Outcome outcome)
    {
        if (outcome == Outcome.Completed)
            Interlocked.Increment(ref shared.Completed);
        else if (outcome == Outcome.Failed)
            Interlocked.Increment(ref shared.Failed);
        else
            Interlocked.Increment(ref shared.Cancelled);
    }

    /// <summary>Counts the begin of an item that its submitter runs itself.</summary>
    public void BeginCaller()
    {
        lock (callersGate)
            callers.Begin(-1);
    }

    public void EndCaller(Outcome outcome, long ran)
    {
        lock (callersGate)
            callers.End(outcome, 0, ran);
    }

    /// <summary>Adds everything up, ends first: no number is ever negative, and the parts always make up what was submitted.</summary>
    public Totals Add(ReadOnlySpan<CrewMember> workers)
    {
        // each item counts its end after its begin and its begin after its submission, so reading in the opposite order sees no end without its begin
        var totals = new Totals
        {
            CancelledInQueue = Volatile.Read(ref shared.CancelledInQueue),
            Rejected = Volatile.Read(ref shared.Rejected),
            Completed = Volatile.Read(ref shared.Completed),
            Failed = Volatile.Read(ref shared.Failed),
            Cancelled = Volatile.Read(ref shared.Cancelled),
        };
        totals.Resumed = totals.Completed + totals.Failed + totals.Cancelled;
        callers.AddEndsTo(totals);
        foreach (var worker in workers)
            worker.Tally.AddEndsTo(totals);
        callers.AddBeginsTo(totals);
        foreach (var worker in workers)
            worker.Tally.AddBeginsTo(totals);
        totals.Submitted = Volatile.Read(ref shared.Submitted);
        return totals;
    }

    public (Distribution Queue, Distribution Run) Distributions(ReadOnlySpan<CrewMember> workers)
    {
        var (queue, run) = (new Distribution.Sums(), new Distribution.Sums());
        callers.QueueTime.AddTo(queue);
        callers.RunTime.AddTo(run);
        foreach (var worker in workers)
        {
            worker.Tally.QueueTime.AddTo(queue);
            worker.Tally.RunTime.AddTo(run);
        }

        return (new(queue), new(run));
    }

    // every producer writes the first; the others are rare and keep away from it
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Shared
    {
        [FieldOffset(128)]
        public long Submitted;

        [FieldOffset(256)]
        public long Rejected;

        [FieldOffset(264)]
        public long CancelledInQueue;

        [FieldOffset(272)]
        public long Completed;

        [FieldOffset(280)]
        public long Failed;

        [FieldOffset(288)]
        public long Cancelled;
    }
}
