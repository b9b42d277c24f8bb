using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds the shared thread pool of .NET starved: work waits in it while its threads are blocked, and new ones come too slowly.</summary>
/// <remarks>Full CPUs, a throttled cgroup, the collector and threads that were not woken make work wait too: they are told apart, and are not this.</remarks>
public sealed class PoolStarved : IRule
{
    // A free thread takes work within microseconds, and noise of scheduling within milliseconds: this is neither.
    private static readonly TimeSpan DefaultWarning = TimeSpan.FromMilliseconds(100);

    // As for loops and pools.
    private static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    // A burst at start-up fills any pool for a moment.
    private static readonly TimeSpan DefaultLasting = TimeSpan.FromMilliseconds(500);

    // Stacks are taken within half a second, or not at all. Where they are there and do not tell the cause, who fights for a lock may be heard of any time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // One look at the threads may fall on an accident of scheduling.
    private const int FewestLooks = 2;

    private readonly TimeSpan warning;
    private readonly TimeSpan critical;
    private readonly TimeSpan lasting;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="warning">Shortest wait in the queue that is long; a tenth of a second by default.</param>
    /// <param name="critical">Shortest wait that is critical; a second by default.</param>
    /// <param name="lasting">For how long work must have waited long; half a second by default.</param>
    public PoolStarved(TimeSpan? warning = null, TimeSpan? critical = null, TimeSpan? lasting = null)
        : this(new PoolHistories(), warning, critical, lasting)
    {
    }

    internal PoolStarved(PoolHistories histories, TimeSpan? warning = null, TimeSpan? critical = null, TimeSpan? lasting = null) =>
        (this.histories, this.warning, this.critical, this.lasting) = (histories, warning ?? DefaultWarning, critical ?? DefaultCritical, lasting ?? DefaultLasting);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        bool settled = true, isBlind = false;
        foreach (var history in histories.Of(timeline))
        {
            if (!history.IsShared || Starvation.Of(timeline, history, warning) is not { } starved)
                continue;
            if (Why(history, starved) is { } open)
            {
                suspicion ??= open.Length > 0 ? open : null;
                isBlind |= open.Length > 0 && starved.Threads.Looks < FewestLooks && history.Span >= critical;
                continue;
            }

            var scenes = WorkerScene.Of(timeline, history, calls, starved.Last);
            findings.Add(PoolStarvedFinding.Of(timeline, history, starved, scenes, SeverityOf(starved)));
            settled &= starved.Severest >= critical && (IsExplained(scenes) || (history.Span >= Patience && scenes.All(scene => scene.Blame is null)));
        }

        return findings.Count == 0 && isBlind ? new Verdict.Undecided(suspicion!, IsBlind: true) : Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    /// <summary>Whether work waits because threads are blocked, as far as is known by now.</summary>
    internal bool IsFound(PoolHistory history, Starvation starved) => Why(history, starved) is null;

    /// <summary>Whether it is known what most of its threads wait for: a lock is told only of those that begin to wait for it while somebody listens.</summary>
    private static bool IsExplained(List<WorkerScene> scenes) =>
        WorkerGroups.Of(scenes) is [{ } most, ..] && most[0] is { Blame: not null, Cause: not Cause.Unknown };

    /// <summary>How bad it is: by how long work waits, or surely will.</summary>
    internal Severity SeverityOf(Starvation starved) => starved.Severest >= critical ? Severity.Critical : Severity.Warning;

    /// <summary>The times of a pool in which work waited long.</summary>
    internal Starvation? Of(Timeline timeline, PoolHistory history) => history.IsShared ? Starvation.Of(timeline, history, warning) : null;

    /// <summary>Why it is not found: a question that is open, or nothing to say; null when it is found.</summary>
    private string? Why(PoolHistory history, Starvation starved)
    {
        var threads = starved.Threads;
        if (threads.IsAsleep && starved.Duration >= lasting)
            return $"work waits in {history.Name} though fewer of its threads are busy than its minimum: the runtime did not wake them, which is not the program's fault";
        // one item may be overtaken for long in the queue of a thread of its own: all others hardly wait
        if (starved.Flow?.Mean is { } mean && mean < warning / 2)
            return "";
        if (threads.AreThrottled || (threads.Looks >= FewestLooks && !threads.AreBlocked) || history.Looks.All(look => look.Queued == 0))
            return "";
        if (threads.Looks < FewestLooks)
            return $"work waits in {history.Name}; what its threads do meanwhile was not seen";
        return starved.Duration < lasting ? $"work has only just begun to wait in {history.Name}" : null;
    }
}
