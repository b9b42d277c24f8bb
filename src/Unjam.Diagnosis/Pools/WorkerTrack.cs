using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Follows what the workers of one pool run from look to look by the identity of the items.</summary>
/// <param name="isItemKept">An item keeps its identity when it leaves the queue for a worker; else any that left is taken for one that began.</param>
internal sealed class WorkerTrack(bool isItemKept)
{
    // A worker that has taken an item shows it when it next has the interpreter's lock: behind eight others, 5 ms each, and some slack.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<ulong, ItemRun> running = [];
    private readonly List<ulong> finished = [];
    private readonly List<(ulong Item, Moment At)> taken = [];
    private readonly List<(ulong Item, Moment At)> early = [];
    private readonly List<(ulong Item, Moment At)> known = [];
    private Moment? previous;

    /// <summary>Items that began since the look before the last, where the runtime keeps when: their waits are exact.</summary>
    public List<WorkItem> Begun { get; } = [];

    /// <summary>An item that began was in the queue no earlier than this.</summary>
    public Moment BegunSince => (previous ?? default) - ShownWithin;

    /// <summary>Runs that are over.</summary>
    public List<ItemRun> Finished { get; } = [];

    /// <summary>What runs at the last look.</summary>
    public IReadOnlyCollection<ItemRun> Running => running.Values;

    /// <summary>Items that were started so soon that no look saw them waiting.</summary>
    public int AtOnce { get; private set; }

    /// <summary>The same without the latest, which may yet turn out to have waited: this never falls.</summary>
    public int SurelyAtOnce => AtOnce - early.Count;

    /// <summary>Items that left the queue and that no look saw running: they were short.</summary>
    public int Unseen { get; private set; }

    /// <summary>How long the item has run that has run longest; zero when none runs.</summary>
    public TimeSpan Longest
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var run in running.Values)
                longest = run.LastSeen - run.StartedBy > longest ? run.LastSeen - run.StartedBy : longest;
            return longest;
        }
    }

    /// <summary>Takes the next look.</summary>
    /// <param name="gone">Items that left the queue since the last one; null when that could not be told.</param>
    public void See(Snapshot look, in Pool pool, IReadOnlyList<ulong>? gone)
    {
        Begun.Clear();
        Unseen += Forget(taken, look.At);
        Forget(early, look.At);
        Forget(known, look.At);
        for (var i = 0; i < gone?.Count; i++)
        {
            var item = gone[i];

            // a worker may be read a little later than the queue: then its item leaves the queue a look after it began
            if (Claim(early, item))
                AtOnce--;
            else if (!Claim(known, item))
                taken.Add((item, look.At));
        }

        var workers = look.Workers.Of(pool.Workers);
        foreach (ref readonly var worker in workers)
        {
            if (worker.Thread < 0 || worker.Thread >= look.Threads.Count)
                continue;
            var thread = look.Threads[worker.Thread].Id;
            if (running.TryGetValue(thread, out var run))
            {
                if (worker.IsBusy && IsSame(run.Item, worker.Item))
                {
                    running[thread] = run with { LastSeen = look.At };
                    continue;
                }

                End(run, look.At);
            }

            if (worker.IsBusy)
                Begin(thread, worker.Item, look.At, gone is not null);
        }

        EndThoseUnseen(look.At);
        previous = look.At;
    }

    /// <summary>Drops those that will not be claimed any more: the oldest come first.</summary>
    private static int Forget(List<(ulong Item, Moment At)> items, Moment now)
    {
        var old = 0;
        while (old < items.Count && now - items[old].At > ShownWithin)
            old++;
        items.RemoveRange(0, old);
        return old;
    }

    private static bool IsSame(in WorkItem a, in WorkItem b) =>
        a.Id == b.Id && (a.Result == b.Result || a.Result == 0 || b.Result == 0);

    private void Begin(ulong thread, in WorkItem item, Moment at, bool isFollowed)
    {
        running[thread] = item.Began is { } exactly
            ? new ItemRun(thread, item, exactly, exactly, at, null)
            : new ItemRun(thread, item, previous, at, at, null);
        var isClaimed = Claim(taken, item.Id);
        if (item.Began is not null && previous is not null && (isClaimed || item.Submitted is not null))
        {
            Begun.Add(item);
            if (!isClaimed)
                known.Add((item.Id, at));
            return;
        }

        if (isClaimed || previous is null || !isFollowed)
            return;
        AtOnce++;
        early.Add((item.Id, at));
    }

    private bool Claim(List<(ulong Item, Moment At)> from, ulong item)
    {
        var index = from.Count - 1;
        while (index >= 0 && from[index].Item != item)
            index--;
        if (index < 0 && !isItemKept && from.Count > 0)
            index = 0;
        if (index >= 0)
            from.RemoveAt(index);
        return index >= 0;
    }

    private void End(in ItemRun run, Moment at)
    {
        Finished.Add(run with { EndedBy = at });
        running.Remove(run.Thread);
    }

    /// <summary>Threads may end with their last item.</summary>
    private void EndThoseUnseen(Moment at)
    {
        finished.Clear();
        foreach (var run in running.Values)
        {
            if (run.LastSeen < at)
                finished.Add(run.Thread);
        }

        foreach (var thread in finished)
            End(running[thread], at);
    }
}
