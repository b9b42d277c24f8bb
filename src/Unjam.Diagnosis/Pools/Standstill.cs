using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>For how long a pool has not moved: the same items on the same workers, waiting for the same results.</summary>
/// <param name="IsProven">Each awaited result belongs to an item of this pool that is queued or held by one of its waiting workers.</param>
/// <param name="IsFromStart">It was already so at the first look.</param>
internal readonly record struct Standstill(TimeSpan Duration, int Looks, bool IsProven, bool IsFromStart)
{
    public static Standstill Of(Timeline timeline, PoolHistory history)
    {
        var last = timeline[history.Latest.Index];
        var now = PoolIn(last, history.Id);
        var looks = 1;
        var since = last.At;
        var proven = IsProvenIn(last, now);
        var i = history.Looks.Count - 2;
        for (; i >= 0; i--)
        {
            var look = timeline[history.Looks[i].Index];
            var then = PoolIn(look, history.Id);
            if (!IsSame(last, now, look, then))
                break;
            looks++;
            since = look.At;

            // The futures of queued items are not read in every look; nothing has moved since, so one that did is proof.
            proven = proven || IsProvenIn(look, then);
        }

        return new(last.At - since, looks, proven, i < 0);
    }

    private static Pool PoolIn(Snapshot look, ulong id)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            if (pool.Id == id)
                return pool;
        }

        throw new ArgumentException("the look did not see the pool", nameof(look));
    }

    private static bool IsSame(Snapshot a, in Pool poolA, Snapshot b, in Pool poolB)
    {
        var workersA = a.Workers.Of(poolA.Workers);
        var workersB = b.Workers.Of(poolB.Workers);
        if (workersA.Length != workersB.Length)
            return false;
        for (var i = 0; i < workersA.Length; i++)
        {
            if (workersA[i].Item.Id != workersB[i].Item.Id || workersA[i].AwaitsResult != workersB[i].AwaitsResult)
                return false;
        }

        // Work may still be added behind those that wait; none may have been taken.
        var queueA = a.Queue.Of(poolA.Queue);
        var queueB = b.Queue.Of(poolB.Queue);
        return poolA.Queued >= poolB.Queued && poolA.Completed == poolB.Completed && (queueA.IsEmpty || queueB.IsEmpty || queueA[0].Id == queueB[0].Id);
    }

    private static bool IsProvenIn(Snapshot look, in Pool pool)
    {
        var own = new HashSet<ulong>();
        foreach (ref readonly var item in look.Queue.Of(pool.Queue))
            own.Add(item.Result);
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            own.Add(worker.Item.Result);
        own.Remove(0);
        if (own.Count == 0)
            return false;
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            if (!own.Contains(worker.AwaitsResult))
                return false;
        }

        return true;
    }
}
