namespace Unjam.DotNet.Facts;

/// <summary>Moments by work id. Ids are hash codes, and work may be queued again: one id may have several moments.</summary>
internal sealed class WorkMoments(int most)
{
    private readonly Dictionary<ulong, long> first = [];
    private readonly Dictionary<ulong, List<long>> further = [];

    public int Count { get; private set; }

    /// <summary>False when there is no room.</summary>
    public bool Add(ulong work, long at)
    {
        if (Count >= most)
            return false;
        Count++;
        if (first.TryAdd(work, at))
            return true;
        if (!further.TryGetValue(work, out var list))
            further[work] = list = [];
        list.Add(at);
        return true;
    }

    /// <summary>Takes out the earliest moment of a work that is not before a limit.</summary>
    public bool TakeFrom(ulong work, long limit, out long at) => Take(work, limit, long.MaxValue, out at);

    /// <summary>Takes out the earliest moment of a work that is not after a limit.</summary>
    public bool TakeUpTo(ulong work, long limit, out long at) => Take(work, long.MinValue, limit, out at);

    /// <summary>How many are not before a limit.</summary>
    public int CountFrom(long limit)
    {
        var count = first.Values.Count(at => at >= limit);
        foreach (var list in further.Values)
            count += list.Count(at => at >= limit);
        return count;
    }

    /// <summary>Takes out all moments before a limit.</summary>
    /// <returns>How many they were.</returns>
    public int Drop(long limit)
    {
        var before = Count;
        var gone = new List<ulong>();
        foreach (var (work, list) in further)
        {
            Count -= list.RemoveAll(at => at < limit);
            if (list.Count == 0)
                gone.Add(work);
        }

        gone.ForEach(work => further.Remove(work));
        gone.Clear();
        foreach (var (work, at) in first)
        {
            if (at < limit)
                gone.Add(work);
        }

        foreach (var work in gone)
            RemoveFirst(work);
        return before - Count;
    }

    /// <summary>Adds all moments that are not after a limit.</summary>
    public void AddTo(List<long> moments, long limit)
    {
        moments.AddRange(first.Values.Where(at => at <= limit));
        foreach (var list in further.Values)
            moments.AddRange(list.Where(at => at <= limit));
    }

    public void Clear()
    {
        first.Clear();
        further.Clear();
        Count = 0;
    }

    private bool Take(ulong work, long from, long to, out long at)
    {
        at = 0;
        if (!first.TryGetValue(work, out var earliest))
            return false;
        if (!further.TryGetValue(work, out var list))
        {
            at = earliest;
            if (at < from || at > to)
                return false;
            RemoveFirst(work);
            return true;
        }

        var found = -1;
        for (var index = 0; index < list.Count; index++)
        {
            if (list[index] >= from && list[index] <= to && (found < 0 || list[index] < list[found]))
                found = index;
        }

        var isFirst = earliest >= from && earliest <= to && (found < 0 || earliest <= list[found]);
        if (!isFirst && found < 0)
            return false;
        at = isFirst ? earliest : list[found];
        if (isFirst)
        {
            RemoveFirst(work);
            return true;
        }

        list.RemoveAt(found);
        Count--;
        if (list.Count == 0)
            further.Remove(work);
        return true;
    }

    // one of the further ones takes its place
    private void RemoveFirst(ulong work)
    {
        Count--;
        if (!further.TryGetValue(work, out var list))
        {
            first.Remove(work);
            return;
        }

        first[work] = list[^1];
        list.RemoveAt(list.Count - 1);
        if (list.Count == 0)
            further.Remove(work);
    }
}
