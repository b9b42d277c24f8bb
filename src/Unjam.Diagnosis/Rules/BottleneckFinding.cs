using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a pool that waits for a scarcer thing into words: which thing, who holds it, what the holder does.</summary>
internal static class BottleneckFinding
{
    public static Finding Of(
        Timeline timeline, PoolHistory history, WaitSite site, List<WorkerScene> scenes, double lately, Exhaustion.Exhausted? exhausted)
    {
        var what = WaitWords.Of(site);
        var groups = WorkerGroups.Of(scenes);
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{site.Waiters.Length} of {scenes.Count} busy workers wait for {what.Name}; in the looks of the last second {Wording.Percent(lately)} did.");
        evidence.Add(site.Servers.IsEmpty
            ? "No worker of the pool works meanwhile."
            : $"The other {Wording.Count(site.Servers.Length, "worker")} work: as many as the thing admits, however many threads there are.");
        if (WaitWords.Owner(timeline, history, site) is { } owner)
            evidence.Add(owner);
        if (history.OldestWait is { } oldest)
            evidence.Add($"The oldest waiting item has waited {PoolWords.Held(history, oldest)}.");
        evidence.AddRange(WorkerGroups.Sentences(groups));
        if (PoolWords.Flow(history) is { } flow)
            evidence.Add(flow);
        return new Finding(
            FindingIds.PoolBehindBottleneck,
            exhausted?.Severity ?? Severity.Warning,
            $"{PoolWords.Noun(history)} \"{PoolWords.Name(history)}\" waits behind {what.Name}: {site.Waiters.Length} of {scenes.Count} busy workers wait for it",
            history.Name)
        {
            Cause = Cause.Lock,
            Culprit = PoolWords.CulpritOf(WorkerGroups.Of(site.Waiters)),
            Stack = site.Waiters[0].Stack,
            Held = site.Waiters.Select(waiter => waiter.Held).Where(held => held is not null).OrderByDescending(held => held!.Value.Duration).FirstOrDefault(),
            Evidence = evidence.ToImmutable(),
            Consequences = history.Latest.Queued > 0 ? [$"{Wording.Count(history.Latest.Queued, "item")} wait for a worker."] : [],
            Advice = Advise(history, site, what),
        };
    }

    private static ImmutableArray<Advice> Advise(PoolHistory history, WaitSite site, WaitWords.Named what)
    {
        var where = site.At is { } at ? $"{Blame.Where(at)}: " : "";
        var advice = ImmutableArray.CreateBuilder<Advice>();
        advice.Add(new Advice($"{where}{what.Fix}; more threads in \"{PoolWords.Name(history)}\" only wait there too."));
        if (site.Servers.Length > 0 && site.Servers.Length * 4 <= site.Waiters.Length)
        {
            advice.Add(new Advice(
                $"Or lower \"{PoolWords.Name(history)}\" towards the {site.Servers.Length} that can work at a time: the others only hold memory, and hide where the queue is."));
        }

        advice.Add(site.Servers.IsEmpty
            ? new Advice("If the workers are consumers that wait for something to do, give them threads of their own: they keep the pool from other work.")
            : new Advice("Hold it for less time: take it as late, and give it back as early, as possible; make no other call while holding it."));
        return advice.ToImmutable();
    }
}
