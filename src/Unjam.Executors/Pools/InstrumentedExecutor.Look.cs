using System.Runtime.CompilerServices;
using Unjam.Model;

namespace Unjam.Executors;

public sealed partial class InstrumentedExecutor
{
    private const int MostListed = 4096;
    private const int SerialBits = 38;

    private ulong Id => (ulong)(uint)RuntimeHelpers.GetHashCode(this) << SerialBits;

    /// <summary>Takes a look at this executor alone. Times are exact: they are the executor's own.</summary>
    public void Look(Snapshot into, LookDepth depth)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Begin(new(Clock.Now()), depth);
        AddTo(into);
    }

    /// <summary>Adds its rows to a look that has begun.</summary>
    /// <param name="listed">Most waiting items to list: who keeps many looks needs few of them, for waits and counts are exact without.</param>
    internal void AddTo(Snapshot into, int listed = MostListed)
    {
        var crew = Crew.Workers;
        var totals = counters.Add(crew);
        var queue = into.Queue.Count;
        AddQueue(into, listed);
        var workers = into.Workers.Count;
        foreach (var worker in crew)
        {
            if (worker.Thread is not { } thread)
                continue;
            into.Threads.Add(new((ulong)thread.Managed, thread.Native, thread.Name, Stack.Empty, StackQuality.Unread, false, default));
            var item = worker.TryRead(out var running, out var began) ? ItemOf(running, true) with { Began = new(began) } : default;
            into.Workers.Add(new(into.Threads.Count - 1, item, 0));
        }

        into.Pools.Add(new()
        {
            Id = Id,
            Kind = PoolKind.InstrumentedExecutor,
            Name = Name,
            Limit = MaxThreads,
            MinWorkers = MinThreads,
            Busy = (int)totals.Running,
            Submitted = totals.Submitted,
            Completed = totals.Submitted - totals.Outstanding,
            QueueTime = Tally.Total(crew, counters.Callers, tally => tally.QueueTime),
            RunTime = Tally.Total(crew, counters.Callers, tally => tally.RunTime),
            OldestWait = OldestWait(),
            Queued = (int)Math.Min(int.MaxValue, totals.Queued),
            Workers = new(workers, into.Workers.Count - workers),
            Queue = new(queue, into.Queue.Count - queue),
        });
    }

    private void AddQueue(Snapshot into, int listed)
    {
        var cursor = default(WorkQueue.Cursor);
        for (var left = listed; left > 0 && Queue.TryRead(ref cursor, out var entry); left--)
        {
            if (entry.Work is not IWaiting { IsWaiting: false })
                into.Queue.Add(ItemOf(entry, into.Depth == LookDepth.Everything));
        }
    }

    private WorkItem ItemOf(in Queued entry, bool isNamed) =>
        new(Id | ((ulong)entry.Serial & ((1UL << SerialBits) - 1)), 0, isNamed ? WorkNames.Of(entry.Work) : null) { Submitted = new(entry.Submitted) };
}
