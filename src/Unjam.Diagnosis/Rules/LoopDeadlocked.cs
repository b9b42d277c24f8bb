using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds loops that wait for what only they themselves can do.</summary>
/// <remarks>
/// Proven where the runtime tells which loop has to run for the wait to end: two looks see the same callback of the same turn wait for
/// the same thing. Inferred where the loop waits for a lock: a coroutine of its own is suspended behind the line that takes it.
/// </remarks>
public sealed class LoopDeadlocked : IRule
{
    // A wait with a timeout ends by itself; one of less than half a second is a short block, which loop-blocked reports.
    private static readonly TimeSpan DefaultProven = TimeSpan.FromMilliseconds(500);

    // A thread that holds a lock for some work gives it back sooner; a second leaves little doubt.
    private static readonly TimeSpan DefaultInferred = TimeSpan.FromSeconds(1);

    private readonly TimeSpan proven;
    private readonly TimeSpan inferred;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="proven">Shortest time between the first and the last look that must see the same wait; half a second by default.</param>
    /// <param name="inferred">Shortest wait for a lock that a suspended coroutine seems to hold; a second by default.</param>
    public LoopDeadlocked(TimeSpan? proven = null, TimeSpan? inferred = null) =>
        (this.proven, this.inferred) = (proven ?? DefaultProven, inferred ?? DefaultInferred);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var loop in LoopsSeen.In(timeline))
        {
            Finding? worst = null;
            foreach (var block in Blocks.Of(timeline, loop, TimeSpan.Zero))
            {
                var wait = SelfWait.Of(timeline, block);
                if (wait.Looks >= 2 && wait.Duration >= proven)
                    worst = Worse(worst, LoopDeadlockedFinding.Proven(timeline, block, wait, calls));
                else if (wait.Looks > 0 && !block.IsOver)
                    suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} waits for itself; whether for ever is not yet known";
                else if (wait.Looks == 0 && !block.IsOver && block.Proven < inferred && LoopDeadlockedFinding.WaitsForLock(timeline, block, calls))
                    suspicion ??= $"{LoopsSeen.NameOf(timeline, loop)} waits for a lock; whether a coroutine of its own holds it is not yet known";
                else if (wait.Looks == 0 && block.Proven >= inferred && LoopDeadlockedFinding.Inferred(timeline, block, calls) is { } lockHeld)
                    worst = Worse(worst, lockHeld);
            }

            if (worst is not null)
                findings.Add(worst);
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }

    private static Finding Worse(Finding? known, Finding now) =>
        known is { Held: { } before } && now.Held is { IsOver: true } held && before.Duration >= held.Duration ? known : now;
}
