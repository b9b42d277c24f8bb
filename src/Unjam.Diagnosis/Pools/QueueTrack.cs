using System.Runtime.InteropServices;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Follows the items of one queue from look to look by their identity.</summary>
/// <remarks>
/// Queues serve the oldest first, so the list of a look is that of the look before without some items at its head and with some
/// more at its tail. Identities are reused as soon as an item is gone: the same identity is the same item only where it fits into
/// that order. A queue in any other order is followed by set difference.
/// </remarks>
internal sealed class QueueTrack
{
    private const int Stride = 16;

    // A length is read from the target: no more items than this are told apart by when they came.
    private const int MostFollowed = 1_000_000;

    // What leaves between two looks without ever having been listed is told one by one up to this number.
    private const int MostUnlisted = 10_000;

    // What workers take while a look is under way stands at the head of the queue: no more than there are workers.
    private const int MostAhead = 256;

    private readonly List<Entry> queue = [];
    private readonly QueueTail tail = new();
    private readonly List<ulong> gone = [];
    private readonly Dictionary<ulong, Moment> begun = [];
    private int head;
    private bool isOrdered = true;
    private Moment? previous;

    private readonly record struct Entry(ulong Id, ulong Result, Moment? After, Moment By);

    /// <summary>Waits that are over.</summary>
    public List<ItemWait> Waited { get; } = [];

    /// <summary>Identities of the items that left the queue between the last two looks.</summary>
    public IReadOnlyList<ulong> Gone => gone;

    /// <summary>Whether every change of the last look was told by identity.</summary>
    public bool IsFollowed { get; private set; } = true;

    /// <summary>Items that arrived and left again since the first look, as far as identity tells.</summary>
    public long Arrived { get; private set; }

    /// <summary>The item that has waited longest, as of the last look; null when none waits.</summary>
    public ItemWait? Oldest
    {
        get
        {
            if (Count == 0)
                return null;
            if (Listed == 0)
                return new ItemWait(0, tail.First.After, tail.First.By, previous ?? tail.First.By, null);
            var oldest = queue[head];
            for (var i = head + 1; i < queue.Count && !isOrdered; i++)
                oldest = queue[i].By < oldest.By ? queue[i] : oldest;
            return new ItemWait(oldest.Id, oldest.After, oldest.By, previous ?? oldest.By, null);
        }
    }

    /// <summary>The items that wait at the last look, oldest first.</summary>
    public IEnumerable<ItemWait> Waiting
    {
        get
        {
            for (var i = head; i < queue.Count; i++)
                yield return new ItemWait(queue[i].Id, queue[i].After, queue[i].By, previous ?? queue[i].By, null);
            foreach (var (after, by) in tail.All())
                yield return new ItemWait(0, after, by, previous ?? by, null);
        }
    }

    /// <summary>Items that have been listed, and have their names.</summary>
    private int Listed => queue.Count - head;

    private int Count => Listed + tail.Count;

    /// <summary>Takes the next look.</summary>
    /// <param name="queued">How many items wait.</param>
    /// <param name="listed">The oldest of them; all, or the first few thousand.</param>
    public void See(Moment at, int queued, ReadOnlySpan<WorkItem> listed)
    {
        queued = Math.Max(Math.Min(queued, MostFollowed), listed.Length);
        gone.Clear();
        IsFollowed = true;
        if (previous is not { } before)
            Append(queued, listed, 0, null, at);
        else if (Aligned(queued, listed) is var leave and >= 0)
            Advance(before, at, leave, queued, listed);
        else if (listed.Length == queued && IsWhole())
            Compare(before, at, listed);
        else
            Restart(at, queued, listed);
        previous = at;
    }

    /// <summary>Says when an item began that a worker was seen to run: its wait ended then, whether a look saw it waiting or not.</summary>
    /// <param name="since">It left the queue no earlier than this.</param>
    public void Settle(in WorkItem item, Moment since)
    {
        if (item is not { Began: { } began })
            return;
        for (var i = Waited.Count - 1; i >= 0 && Waited[i].LeftBy >= since; i--)
        {
            if (Waited[i].Id != item.Id)
                continue;
            Waited[i] = Waited[i] with { LastSeen = began, LeftBy = began };
            return;
        }

        if (item.Submitted is not { } submitted)
            return;

        // a queue may be read a little before the workers: then the item leaves it a look later
        for (var i = head; i < Math.Min(queue.Count, head + MostAhead); i++)
        {
            if (queue[i].Id != item.Id)
                continue;
            begun[item.Id] = began;
            return;
        }

        Waited.Add(new ItemWait(item.Id, submitted, submitted, began, began));
        Arrived++;
    }

    /// <summary>How many items left at the head, if the list fits the one before; −1 if it does not.</summary>
    private int Aligned(int queued, ReadOnlySpan<WorkItem> listed)
    {
        if (queued == 0)
        {
            isOrdered = true;
            return Count;
        }

        if (Count == 0)
            return 0;
        if (listed.IsEmpty)
            return -1;
        var old = CollectionsMarshal.AsSpan(queue)[head..];
        for (var leave = 0; leave < old.Length; leave++)
        {
            if (old[leave].Id == listed[0].Id)
                return Count - leave <= queued && Fits(old[leave..], listed) ? leave : -1;
        }

        return -1;
    }

    /// <summary>
    /// Whether what stayed stands in the same order. An item taken out of the middle moves all behind it, so the last one and
    /// every sixteenth tell; a queue of thousands is compared at every look.
    /// </summary>
    private static bool Fits(ReadOnlySpan<Entry> old, ReadOnlySpan<WorkItem> listed)
    {
        var both = Math.Min(old.Length, listed.Length);
        for (var i = 0; i < both; i += Stride)
        {
            if (!IsSame(old[i], listed[i]))
                return false;
        }

        return IsSame(old[both - 1], listed[both - 1]);
    }

    private static bool IsSame(in Entry old, in WorkItem item) =>
        old.Id == item.Id && (old.Result == item.Result || old.Result == 0 || item.Result == 0);

    private void Advance(Moment before, Moment at, int leave, int queued, ReadOnlySpan<WorkItem> listed)
    {
        for (var left = Math.Min(leave, Listed); left > 0; left--)
            Leave(queue[head++], before, at);
        if (leave > 0 && Listed == 0)
            LeaveUnlisted(before, at);
        if (head > 64 && head > queue.Count / 2)
        {
            queue.RemoveRange(0, head);
            head = 0;
        }

        // Items that come into the listed part have been there: now they get their names.
        for (var i = Listed; i < listed.Length && tail.Count > 0; i++)
        {
            var (after, by) = tail.Take();
            queue.Add(Arrival(listed[i], after, by));
        }

        Append(queued, listed, Count, before, at);
    }

    /// <summary>All that never was listed has left: the queue is empty.</summary>
    private void LeaveUnlisted(Moment before, Moment at)
    {
        for (var i = 0; i < MostUnlisted && tail.Count > 0; i++)
        {
            var (after, by) = tail.Take();
            Leave(new Entry(0, 0, after, by), before, at);
        }

        tail.Clear();
    }

    /// <summary>Compares as sets. Without a future to tell items apart, one that moved backwards is another item at a reused address.</summary>
    private void Compare(Moment before, Moment at, ReadOnlySpan<WorkItem> listed)
    {
        isOrdered = false;
        var old = new Dictionary<ulong, (Entry Entry, int Position)>(Count);
        for (var i = head; i < queue.Count; i++)
            old[queue[i].Id] = (queue[i], i - head);
        queue.Clear();
        head = 0;
        for (var i = 0; i < listed.Length; i++)
        {
            var item = listed[i];
            var stays = old.TryGetValue(item.Id, out var known) && IsSame(known.Entry, item) && (item.Result != 0 || i <= known.Position);
            if (stays)
                old.Remove(item.Id);
            else
                Arrived++;
            queue.Add(stays ? known.Entry : Arrival(item, before, at));
        }

        foreach (var (entry, _) in old.Values)
            Leave(entry, before, at);
    }

    /// <summary>Begins anew where too little is listed to tell what left.</summary>
    private void Restart(Moment at, int queued, ReadOnlySpan<WorkItem> listed)
    {
        queue.Clear();
        tail.Clear();
        begun.Clear();
        head = 0;
        isOrdered = true;
        IsFollowed = false;
        Append(queued, listed, 0, null, at);
    }

    private void Append(int queued, ReadOnlySpan<WorkItem> listed, int from, Moment? after, Moment at)
    {
        for (var i = from; i < listed.Length; i++)
            queue.Add(Arrival(listed[i], after, at));
        tail.Add(after, at, queued - Math.Max(from, listed.Length));
        if (after is not null)
            Arrived += Math.Max(0, queued - from);
    }

    private void Leave(in Entry entry, Moment before, Moment at)
    {
        gone.Add(entry.Id);
        Waited.Add(begun.Remove(entry.Id, out var began)
            ? new ItemWait(entry.Id, entry.After, entry.By, began, began)
            : new ItemWait(entry.Id, entry.After, entry.By, before, at));
    }

    /// <summary>An item as it came: exactly then where the runtime keeps the moment, else between two looks.</summary>
    private static Entry Arrival(in WorkItem item, Moment? after, Moment by) =>
        item.Submitted is { } exactly ? new(item.Id, item.Result, exactly, exactly) : new(item.Id, item.Result, after, by);

    private bool IsWhole() => tail.Count == 0;
}
