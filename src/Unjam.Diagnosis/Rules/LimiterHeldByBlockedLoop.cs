using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>
/// Finds limiters whose tokens are all taken while their workers are idle, because the loop that has to take the tokens back does
/// not come round: the loop is the trouble, and a larger limiter would not help.
/// </summary>
public sealed class LimiterHeldByBlockedLoop : IRule
{
    // As loop-blocked: shorter turns are the daily life of a loop.
    private static readonly TimeSpan DefaultHeld = TimeSpan.FromMilliseconds(100);

    // Others see a service that hangs for a second as dead; and a loop that goes round and is still behind after a second is saturated.
    private static readonly TimeSpan Critical = TimeSpan.FromSeconds(1);

    private readonly TimeSpan held;
    private readonly PoolHistories histories;

    /// <param name="held">Shortest time for which one turn of the loop keeps all tokens; a tenth of a second by default.</param>
    public LimiterHeldByBlockedLoop(TimeSpan? held = null)
        : this(new PoolHistories(), held)
    {
    }

    internal LimiterHeldByBlockedLoop(PoolHistories histories, TimeSpan? held = null) => (this.histories, this.held) = (histories, held ?? DefaultHeld);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var history in histories.Of(timeline))
        {
            if (!history.IsLimiter)
                continue;
            var hold = TokenHold.LongestOf(timeline, history, held, Critical);
            if (hold is { IsLong: true } found)
            {
                findings.Add(Describe(timeline, history, found));
                settled &= found.IsOver || found.Duration >= Critical;
            }
            else if (hold is { IsOver: false, Looks: > 1 })
            {
                suspicion ??= $"all tokens of limiter {history.Name} are taken and its workers are idle; whether the loop is held is not yet known";
            }
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    private static Finding Describe(Timeline timeline, PoolHistory history, TokenHold hold)
    {
        var loop = LoopsSeen.NameOf(timeline, hold.Loop);
        var worst = history.Looks[hold.LastLook];
        var look = timeline[worst.Index];
        var row = LoopsSeen.IndexOf(look, hold.Loop);
        var thread = LoopsSeen.ThreadOf(look, look.Loops[row]);
        var blame = thread is { } known ? Blame.Of(known.Stack, look.Loops[row].Coroutine) : null;
        var name = PoolWords.Name(history);
        return new Finding(
            FindingIds.LimiterHeldByBlockedLoop,
            hold.Duration >= Critical ? Severity.Critical : Severity.Warning,
            $"{worst.Borrowed}/{worst.Limit} tokens of limiter \"{name}\" are taken and {worst.Busy} of its workers run: the loop of {Wording.Short(loop, 20)} does not take them back",
            history.Name)
        {
            Culprit = blame is { Frame: var at } ? new Culprit(at.Function.Name, at.Function.File, at.Line, thread?.Name, look.Loops[row].Task, null) : null,
            Stack = thread?.Stack ?? Stack.Empty,
            Held = new Held(hold.Duration, hold.IsFromStart || !hold.IsOver, history.Interval, hold.IsOver),
            Evidence =
            [
                $"For {Wording.Of(hold.Duration)}, in {Wording.Count(hold.Looks, "look")}, no token was to be had and at least half of their holders ran nothing.",
                hold.IsOneTurn
                    ? "The loop, which alone gives tokens back, was in one and the same turn meanwhile."
                    : "The loop, which alone gives tokens back, was never seen to wait for events meanwhile.",
            ],
            Consequences = worst.Queued > 0 ? [$"{Wording.Count(worst.Queued, "task")} wait for a token."] : [],
            Advice =
            [
                new Advice(
                    blame is null
                        ? "Find what blocks the loop, and move it off: the limiter is not too small."
                        : $"{Blame.Where(blame.Frame)}: move what {Blame.SimpleName(blame.Frame.Function)} does off the loop: the limiter is not too small."),
                new Advice("Leave the number of tokens as it is: more tokens would only be held by more idle workers."),
            ],
        };
    }
}
