using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a limiter that waits for itself into words.</summary>
internal static class LimiterDeadlockedFinding
{
    public static Finding Of(
        Timeline timeline, PoolHistory history, Standstill standstill, List<WorkerScene> scenes, (int Count, int Waiting, Frame? At) leaving)
    {
        var last = history.Latest;
        var groups = WorkerGroups.Of(scenes);
        var site = WaitSite.Of(scenes);
        var name = PoolWords.Name(history);
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add(scenes.Count == 0
            ? $"All {last.Borrowed} tokens are taken by tasks that run nothing in a thread."
            : $"All {Wording.Count(scenes.Count, "worker")} that run wait inside of this process{(site is null ? "" : $", for {WaitWords.Of(site).Name}")}; none of them can go on by itself.");
        evidence.Add($"Nothing has moved for ≥ {Wording.Of(standstill.Duration)}{(standstill.IsFromStart ? " (already so when attached)" : "")}: {Wording.Count(standstill.Looks, "look")} saw the same work and the same first waiter, while the loop went round.");
        if (leaving.Count > 0)
        {
            evidence.Add($"{leaving.Count} of the {Wording.Count(leaving.Waiting, "task")} that wait for a token are on their way out{(leaving.At is { } at ? $", in {Blame.Place(at)}" : "")}: they need a token to give back what they hold.");
        }

        evidence.AddRange(WorkerGroups.Sentences(groups));
        return new Finding(
            FindingIds.LimiterDeadlocked,
            Severity.Critical,
            $"Deadlock: limiter \"{name}\" waits for itself: {last.Borrowed}/{last.Limit} tokens taken, {Wording.Count(last.Queued, "task")} waiting for one, nothing moves",
            history.Name)
        {
            Culprit = PoolWords.CulpritOf(groups),
            Stack = groups.Count > 0 ? groups[0][0].Stack : Stack.Empty,
            Held = new Held(standstill.Duration, true, TimeSpan.Zero, false),
            Evidence = evidence.ToImmutable(),
            Consequences = [$"{Wording.Count(last.Queued, "task")} will never get a token, unless the waits have timeouts."],
            Advice =
            [
                new Advice(
                    "Give what releases the resource a limiter of its own, so that it never waits behind those who want the resource.",
                    "await anyio.to_thread.run_sync(resource.release)",
                    "await anyio.to_thread.run_sync(resource.release, limiter=leaving)  # leaving = anyio.CapacityLimiter(1)"),
                new Advice("Or take, use and release the resource in one call, in one thread, instead of holding it from one call to the next."),
                new Advice("Give the wait for the resource a timeout: then it is an error after seconds, and not for ever. A current FastAPI gives teardowns a limiter of their own."),
            ],
        };
    }
}
