using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds a target that does not run because it was told not to: a signal, a tracer, a frozen cgroup.</summary>
/// <param name="looks">Looks in a row that must agree. Two: one may fall into the instant in which a tracer attaches.</param>
public sealed class TargetStopped(int looks = 2) : IRule
{
    public Verdict Judge(Timeline timeline)
    {
        TargetState state = TargetState.Running, longest = TargetState.Running;
        int run = 0, most = 0;
        Moment? firstOfAll = null, began = null, from = null, to = null;
        var isOver = false;
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];

            // Only the kernel knows; a look that did not ask it says nothing, unless it found out by the way.
            if (look.IsFailed || (look.Depth < LookDepth.Kernel && look.State == TargetState.Running))
                continue;
            firstOfAll ??= look.At;
            if (look.State == TargetState.Running)
            {
                isOver |= run >= looks;
                run = 0;
            }
            else if (run++ == 0 || look.State != state)
            {
                (state, began) = (look.State, look.At);
            }

            if (run > 0 && run >= most)
                (most, longest, from, to, isOver) = (run, state, began, look.At, false);
        }

        if (most == 0)
            return Verdict.Clear.Instance;
        if (most < looks || from is not { } since || to is not { } until)
            return new Verdict.Undecided("whether the target is stopped was seen in one look only");
        return new Verdict.Found([Describe(longest, new Held(until - since, since == firstOfAll || !isOver, TimeSpan.Zero, isOver), since == firstOfAll, most)], !isOver);
    }

    private static Finding Describe(TargetState state, Held held, bool fromTheStart, int seen)
    {
        var (how, summary) = state switch
        {
            TargetState.Traced => ("stopped by a tracer (state t)", "Detach the debugger or tracer that holds it; TracerPid in /proc/PID/status names it"),
            TargetState.Frozen => ("frozen by its cgroup", "Thaw the cgroup: write 0 to its cgroup.freeze, or unpause the container"),
            _ => ("stopped by a signal (state T)", "Let it continue: kill -CONT PID; then find who sent SIGSTOP or SIGTSTP"),
        };
        var (verb, can) = held.IsOver ? ("was", "could") : ("is", "can");
        var length = (held.IsLowerBound ? "≥ " : "") + Wording.Of(held.Duration) + (fromTheStart ? " (already so when attached)" : "");
        return new Finding(FindingIds.TargetStopped, held.IsOver ? Severity.Warning : Severity.Critical, $"The process {verb} {how}: nothing in it {can} run", "process")
        {
            Held = held,
            Evidence = [$"The kernel said so in {Wording.Count(seen, "look")} in a row, over {length}."],
            Advice = [new Advice(summary + ".")],
        };
    }
}
