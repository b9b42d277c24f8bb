using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Name resolutions that waited in the queue of a pool, followed by identity.</summary>
/// <param name="Count">How many were seen to wait; 0 when none was.</param>
/// <param name="Function">What they call.</param>
/// <param name="Longest">The one that waited longest.</param>
internal readonly record struct LookupWaits(int Count, Function Function, ItemWait Longest)
{
    public static LookupWaits Of(Timeline timeline, PoolHistory history)
    {
        Dictionary<ulong, List<ItemWait>>? waits = null;
        var found = new HashSet<(ulong, Moment)>();
        Function? resolver = null;
        ItemWait longest = default;
        foreach (var seen in history.Looks)
        {
            if (seen.Queued == 0)
                continue;
            var look = timeline[seen.Index];
            foreach (ref readonly var pool in look.Pools.Span)
            {
                if (pool.Id != history.Id)
                    continue;
                foreach (ref readonly var item in look.Queue.Of(pool.Queue))
                {
                    if (item.Function is not { } function || !IsResolver(function))
                        continue;
                    resolver = function;
                    if (At(waits ??= ById(history), item.Id, look.At) is not { } wait)
                        continue;
                    found.Add((wait.Id, wait.ArrivedBy));
                    longest = longest.Id == 0 || wait.Minimum > longest.Minimum ? wait : longest;
                }
            }
        }

        return new(found.Count, resolver!, longest);
    }

    private static bool IsResolver(Function function) =>
        Blame.SimpleName(function) is "getaddrinfo" or "getnameinfo" or "gethostbyname" && (function.File.Length == 0 || FrameOwners.ModuleOf(function) == "socket");

    private static ItemWait? At(Dictionary<ulong, List<ItemWait>> waits, ulong item, Moment at)
    {
        foreach (var wait in waits.GetValueOrDefault(item) ?? [])
        {
            if (wait.ArrivedBy <= at && at <= wait.LastSeen)
                return wait;
        }

        return null;
    }

    private static Dictionary<ulong, List<ItemWait>> ById(PoolHistory history)
    {
        var waits = new Dictionary<ulong, List<ItemWait>>();
        foreach (var wait in history.Waited.Concat(history.Waiting))
        {
            if (waits.TryGetValue(wait.Id, out var known))
                known.Add(wait);
            else
                waits[wait.Id] = [wait];
        }

        return waits;
    }
}
