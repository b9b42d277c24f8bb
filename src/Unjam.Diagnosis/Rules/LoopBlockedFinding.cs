using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a blocked loop into words.</summary>
internal static class LoopBlockedFinding
{
    public static Finding Of(Timeline timeline, ulong loop, BlockedCulprit culprit, TimeSpan warning, TimeSpan critical)
    {
        var block = culprit.Worst;
        var scene = culprit.Scene;
        var name = LoopsSeen.NameOf(timeline, loop);
        return new Finding(FindingIds.LoopBlocked, culprit.Worst.Duration >= critical ? Severity.Critical : Severity.Warning, Title(timeline, loop, culprit), name)
        {
            Cause = culprit.Cause,
            Culprit = culprit.Blame is { Frame: var frame }
                ? new Culprit(frame.Function.Name, frame.Function.File, frame.Line, scene.ThreadName, scene.Task, culprit.Called.Name)
                : null,
            Stack = culprit.Stack,
            Held = block.Held,
            Evidence = Evidence(timeline, culprit, warning),
            Consequences = Consequences(block, scene),
            Advice = LoopAdvice.For(culprit.Blame, culprit.Called, culprit.Cause, scene.Coroutine, DoesRepeat(scene), Idiom.Of(block.Kind)),
        };
    }

    private static string Title(Timeline timeline, ulong loop, BlockedCulprit culprit)
    {
        var which = LoopsSeen.Subject(timeline, loop);
        var where = culprit.Called.Name is { } call ? $" in {Wording.Short(call, 28)}"
            : culprit.Blame is not { Frame.Function: var function } ? ""
            : culprit.Cause == Cause.Cpu ? $" by computing in {Wording.Short(function.Name, 28)}"
            : $" in {Wording.Short(function.Name, 32)}";
        var length = Wording.Of(culprit.Worst.Duration);
        if (!culprit.Worst.IsOver)
            return $"{which} is blocked, now, for {length}{where}";
        var times = culprit.Blocks > 1 ? FormattableString.Invariant($" ({culprit.Blocks} times{(culprit.IsOn ? ", and again now" : "")})") : "";
        return $"{which} was blocked for {length}{where}{times}";
    }

    private static ImmutableArray<string> Evidence(Timeline timeline, BlockedCulprit culprit, TimeSpan warning)
    {
        var block = culprit.Worst;
        var turn = block.Turn;
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add($"{Wording.Count(block.Looks, "look")} saw the same callback in the same turn: the loop did not go round for {Length(block)}.");
        if (!block.IsStartSeen)
        {
            var order = turn.Index >= 0 && turn.Count > 0 ? FormattableString.Invariant($"callback {turn.Index + 1} of {turn.Count} of its turn") : "in the middle of its turn";
            lines.Add($"It is {order} and was already running when attached: it alone has taken ≥ {Wording.Of(block.Proven)}.");
        }

        if (culprit.Blame is { } blame)
            lines.Add($"Path: {blame.Path()}.");
        if (KernelWords.Of(culprit.Scene.Thread, culprit.Scene.Kernel, culprit.Cause) is { } kernel)
            lines.Add(kernel);
        if (culprit.Scene.Kernel.Wait is { } wait && culprit.Blame is not { IsOfDotNet: true } && Calls.IsSleepInC(wait.Call, wait.Argument))
            lines.Add("It sleeps inside a call into C (time.sleep uses another clock): sqlite3 waits so for a locked database; few other libraries do.");
        else if (culprit is { Cause: Cause.Sleep, Blame.Index: 0 } && DoesRepeat(culprit.Scene))
            lines.Add("It sleeps again and again: a retry loop, or a driver that polls.");
        if (culprit.Blocks > 1)
        {
            // A block that began before anyone looked is as long as it is: together they may exceed the time of watching.
            var watched = timeline.Latest.At - timeline[0].At;
            var before = culprit.BeganBefore(timeline[0].At) ? ", the first of them already on when attached" : "";
            lines.Add($"{Wording.Count(culprit.Blocks, "block")} of ≥ {Wording.Of(warning)} there while watching for {Wording.Of(watched)}{before}; together {Wording.Of(culprit.Total)}, the longest {Wording.Of(block.Duration)}.");
        }

        return lines.ToImmutable();
    }

    /// <summary>A thread that only sleeps gains no time on a CPU.</summary>
    private static bool DoesRepeat(Scene scene) => scene.Kernel.HasCpuTimes && scene.Kernel.OnCpu > TimeSpan.Zero;

    private static string Length(Block block)
    {
        var within = block.Uncertainty > TimeSpan.Zero ? $" ± {Wording.Of(block.Uncertainty)}" : "";
        return $"{Wording.Of(block.Duration)}{within}{(block.IsOver ? "" : " so far")}";
    }

    public static ImmutableArray<string> Consequences(Block block, Scene scene)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (scene.Loop.Ready is > 0 and var ready)
            lines.Add($"{Wording.Count(ready, "callback")} {(block.IsOver ? "waited" : ready == 1 ? "waits" : "wait")}, ready to run.");
        if (scene.Loop.OverdueTimers is > 0 and var timers && scene.Loop.NextTimer is { } due && due < scene.At)
            lines.Add($"{Wording.Count(timers, "timer")} overdue, the earliest by {Wording.Of(scene.At - due)}.");
        if (scene.Tasks is > 1 and var tasks)
            lines.Add($"{Wording.Count(tasks - 1, "other task")} of this loop cannot go on.");
        return lines.ToImmutable();
    }
}
