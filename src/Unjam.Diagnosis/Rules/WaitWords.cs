using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Says what several workers wait for, and who holds it.</summary>
internal static class WaitWords
{
    /// <summary>A thing that is waited for, and what to do about it.</summary>
    public readonly record struct Named(string Name, string Fix);

    public static Named Of(WaitSite site)
    {
        var first = site.Waiters[0];
        var by = site.At is { } at ? $" that {Blame.SimpleName(at.Function)} needs" : "";
        if (first.Blame is { } blame && WaitNames.Of(blame) is { Kind: not WaitNames.Client } known)
            return new(known.What.StartsWith("a queue", StringComparison.Ordinal) ? $"the queue{by}" : known.What, known.Fix);
        return site.Key.Kind switch
        {
            WaitKind.Queue => new($"the queue{by}", "put more into it (if it holds connections: raise their number), or hold what comes out of it for less time"),
            WaitKind.Condition => new($"the condition{by}", "find who is to notify it, and why that takes long; if it is a semaphore, raise its number where the thing behind it allows"),
            WaitKind.Join => new("the end of one thread", "await its result instead, outside of the pool"),
            _ when site.Key.Call == SystemCallKind.FileLock => new($"the file lock{by}", "hold it for less time, or use one file for each worker"),
            _ => new($"the lock{by}", "hold the lock for less time, or divide what it guards"),
        };
    }

    /// <summary>Who holds the thing, and what it does meanwhile; null when nobody is known to.</summary>
    public static string? Owner(Timeline timeline, PoolHistory history, WaitSite site)
    {
        var look = timeline[history.Latest.Index];
        var owner = site.Waiters.Select(waiter => waiter.Waits!.Value.Owner).FirstOrDefault(id => id != 0);
        if (owner != 0)
        {
            foreach (ref readonly var thread in look.Threads.Span)
            {
                if (thread.NativeId == owner)
                    return $"Thread {thread.Name ?? "without a name"} holds it{Doing(thread)}.";
            }
        }

        return site.Servers.Length is > 0 and <= 3
            ? $"Probably held by {string.Join(" and ", site.Servers.Select(server => $"{server.ThreadName ?? "a worker"}{(server.At is { } at ? $" in {Blame.Place(at)}" : "")}"))}."
            : null;
    }

    private static string Doing(in TargetThread thread) => Blame.Of(thread.Stack) is { } blame ? $", and is in {Blame.Place(blame.Frame)} meanwhile" : "";
}
