using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a lock that many threads queue for into words.</summary>
internal static class LockConvoyFinding
{
    public static Finding Of(Timeline timeline, Convoy convoy, TimeSpan critical)
    {
        var look = timeline[convoy.LastLook];
        var most = convoy.Stack;
        var blame = most?.Blame;
        var place = blame is { } at ? $" in {Wording.Short(at.Frame.Function.Name, 32)}" : "";
        var owner = convoy.Owners.Count > 0 ? OwnerIn(look, convoy.Owners[0]) : null;
        var pool = PoolOf(look, convoy);
        var isOneOwner = convoy.Owners.Count == 1;
        var doing = owner?.Stack is { } stack && Blame.Of(stack) is { } busy ? $" in {Blame.Place(busy.Frame)}" : "";
        var holder = owner is { } thread ? $", held by {Wording.Short(thread.Name ?? FormattableString.Invariant($"thread {thread.NativeId}"), 24)}" : "";
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{convoy.Crowded} of {Wording.Count(convoy.Told, "look")} over {Wording.Of(convoy.Duration)} saw threads queue for it, {convoy.Most} at most at a time.");
        if (convoy.Owners.Count > 1)
            evidence.Add($"{convoy.Owners.Count} threads held it in turn: each that gets it makes all others wait.");
        else if (owner is not null)
            evidence.Add($"The same thread held it whenever one of them began to wait{doing}.");
        if (isOneOwner && owner is null)
            evidence.Add(FormattableString.Invariant($"Native thread {convoy.Owners[0]} holds it."));
        if (convoy.On == 0)
            evidence.Add("Taken for one lock because all wait in the same function: which object it is was not read.");
        if (blame is not null)
            evidence.Add($"Path: {blame.Path()}.");
        var isCritical = (isOneOwner && convoy.Duration >= critical) || pool?.OldestWait >= critical;
        return new Finding(
            FindingIds.LockConvoy, isCritical ? Severity.Critical : Severity.Warning, $"{convoy.Most} threads queue for one lock{place}{holder}", pool?.Name ?? "process")
        {
            Cause = Cause.Lock,
            Culprit = blame is { Frame: var frame } ? new Culprit(frame.Function.Name, frame.Function.File, frame.Line, null, null, "lock") : null,
            Stack = most?.Stack ?? Stack.Empty,
            Held = new Held(convoy.Duration, true, TimeSpan.Zero, convoy.To < timeline.Latest.At - critical),
            Evidence = evidence.ToImmutable(),
            Consequences = pool is { Queued: > 0 and var queued } ? [$"{Wording.Count(queued, "item")} {(queued == 1 ? "waits" : "wait")} for a thread of pool \"{Wording.Short(pool.Value.Name, 24)}\"."] : [],
            Advice = Advise(blame, owner, doing),
        };
    }

    private static ImmutableArray<Advice> Advise(Blame? blame, TargetThread? owner, string doing)
    {
        var where = blame is { Frame: var frame } ? $"{Blame.Where(frame)}: " : "";
        var advice = ImmutableArray.CreateBuilder<Advice>();
        if (owner is not null && doing.Length > 0)
            advice.Add(new Advice($"Shorten what is done while the lock is held{doing}: no input or output, no waiting, no large loops in it."));
        advice.Add(new Advice(
            $"{where}hold the lock for less time, or divide what it guards; where it guards a cache, fill it outside of the lock.",
            "lock (gate) { value = Load(key); cache[key] = value; }",
            "var value = await cache.GetOrAdd(key, k => new Lazy<Task<Value>>(() => LoadAsync(k))).Value;  // ConcurrentDictionary"));
        advice.Add(new Advice($"{where}where something has to be awaited inside of it, use SemaphoreSlim: its waiters hold no thread.", "lock (gate)", "await semaphore.WaitAsync()  // new SemaphoreSlim(1)"));
        advice.Add(new Advice("More threads only make the queue longer: do not raise the minimum of the thread pool for this."));
        return advice.ToImmutable();
    }

    private static TargetThread? OwnerIn(Snapshot look, int native)
    {
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (thread.NativeId == native)
                return thread;
        }

        return null;
    }

    /// <summary>The pool that half of the waiters, or more, belong to; null when there is none.</summary>
    private static Pool? PoolOf(Snapshot look, Convoy convoy)
    {
        foreach (ref readonly var pool in look.Pools.Span)
        {
            var waiting = 0;
            foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
                waiting += SharedPool.ThreadOf(look, worker) is { } thread && convoy.HasAsWaiter(thread) ? 1 : 0;
            if (waiting * 2 >= convoy.Most)
                return pool;
        }

        return null;
    }
}
