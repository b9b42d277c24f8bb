using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a loop that waits for itself into words.</summary>
internal static class LoopDeadlockedFinding
{
    // Beyond this others see the service as dead, whether a timeout ends it or not.
    private static readonly TimeSpan Critical = TimeSpan.FromSeconds(1);

    // What loop-blocked reports; shorter waits for locks are common.
    private static readonly TimeSpan Suspicious = TimeSpan.FromMilliseconds(100);

    public static Finding Proven(Timeline timeline, Block block, SelfWait wait, SystemCalls calls)
    {
        var scene = Scene.Of(timeline, block, calls);
        var culprit = BlockedCulprit.Of(block, scene);
        var call = culprit.Called.Name is { } name ? $" in {Wording.Short(name, 28)}" : "";
        var which = LoopsSeen.Subject(timeline, block.Loop);
        var title = block.IsOver
            ? $"{which} waited for itself for {Wording.Of(block.Duration)}{call}, until a timeout"
            : $"Deadlock: {Lower(which)} waits for itself, now, for {Wording.Of(block.Duration)}{call}";
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{Wording.Count(wait.Looks, "look")} over {Wording.Of(wait.Duration)} saw the same callback of the same turn wait for {What(wait.Kind)} that only this loop can bring about.");
        Explain(evidence, culprit);
        if (!block.IsOver)
            evidence.Add("It ends only if that wait has a timeout.");
        return Make(timeline, block, scene, culprit, title, evidence.ToImmutable(), Advise(Idiom.Of(block.Kind), wait.Kind, culprit.Blame));
    }

    /// <summary>Whether a block is a wait for a lock.</summary>
    public static bool WaitsForLock(Timeline timeline, Block block, SystemCalls calls) =>
        block.Duration >= Suspicious && BlockedCulprit.Of(block, Scene.Of(timeline, block, calls)).Cause == Cause.Lock;

    /// <summary>A finding for a loop that waits for a lock which a coroutine of its own seems to hold; null when nothing speaks for that.</summary>
    public static Finding? Inferred(Timeline timeline, Block block, SystemCalls calls)
    {
        var scene = Scene.Of(timeline, block, calls);
        var culprit = BlockedCulprit.Of(block, scene);
        if (culprit is not { Cause: Cause.Lock, Blame: { } blame } || HeldLock.Of(timeline, block, blame, scene.Coroutine) is not { } held)
            return null;
        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"{Wording.Count(block.Looks, "look")} saw the same callback of the same turn wait for a lock in {Blame.Place(held.Waits)}.");
        var others = held.Others > 0 ? $" ({Wording.Count(held.Others, "other task")} likewise)" : "";
        evidence.Add($"Task {Wording.Short(held.Task, 40)} is suspended in the same function at line {held.Holds.Line}, behind the line that takes the lock{others}: inferred, for no runtime keeps who holds a lock.");
        Explain(evidence, culprit);
        var (which, be) = (LoopsSeen.Subject(timeline, block.Loop), block.IsOver ? "waited" : "waits, now,");
        var title = $"Deadlock (inferred): {Lower(which)} {be} for {Wording.Of(block.Duration)} for a lock that its own suspended coroutine holds";
        ImmutableArray<Advice> advice =
        [
            new Advice(
                $"{Blame.Where(held.Waits)}: use asyncio.Lock, whose waiters let the loop run.",
                "with lock:  # threading.Lock",
                "async with lock:  # asyncio.Lock"),
            new Advice($"{Blame.Where(held.Holds)}: or let go of the lock before this await; never await while holding a threading.Lock."),
        ];
        return Make(timeline, block, scene, culprit, title, evidence.ToImmutable(), advice);
    }

    private static Finding Make(
        Timeline timeline, Block block, Scene scene, BlockedCulprit culprit, string title, ImmutableArray<string> evidence, ImmutableArray<Advice> advice) =>
        new(FindingIds.LoopDeadlocked, block.IsOver && block.Duration < Critical ? Severity.Warning : Severity.Critical, title, LoopsSeen.NameOf(timeline, block.Loop))
        {
            Cause = culprit.Cause == Cause.Lock ? Cause.Lock : Cause.Join,
            Culprit = culprit.Blame is { Frame: var frame }
                ? new Culprit(frame.Function.Name, frame.Function.File, frame.Line, scene.ThreadName, scene.Task, culprit.Called.Name)
                : null,
            Stack = culprit.Stack,
            Held = block.Held,
            Evidence = evidence,
            Consequences = LoopBlockedFinding.Consequences(block, scene),
            Advice = advice,
        };

    private static void Explain(ImmutableArray<string>.Builder evidence, BlockedCulprit culprit)
    {
        if (culprit.Blame is { } blame)
            evidence.Add($"Path: {blame.Path()}.");
        if (KernelWords.Of(culprit.Scene.Thread, culprit.Scene.Kernel, culprit.Cause) is { } kernel)
            evidence.Add(kernel);
    }

    private static ImmutableArray<Advice> Advise(Idiom idiom, WaitKind kind, Blame? blame)
    {
        var where = blame is null ? "" : $"{Blame.Where(blame.Frame)}: ";
        var becomes = blame is { Frame.Function.IsCoroutine: false } ? $"; {Blame.SimpleName(blame.Frame.Function)} and its callers become async" : "";
        return kind == WaitKind.Result
            ? [
                new Advice(
                    $"{where}{idiom.OwnResult.Clause}{becomes}.",
                    idiom.OwnResult.Before,
                    idiom.OwnResult.After),
                new Advice("Or call this function from a worker thread: there it may wait for the loop.", "function(…)", idiom.Offloaded("function")),
            ]
            : [new Advice($"{where}wait for it in a worker thread, or with the asynchronous counterpart: the loop has to run for it to happen.", "function(…)", idiom.Offloaded("function"))];
    }

    private static string What(WaitKind kind) => kind switch
    {
        WaitKind.Result => "a result",
        WaitKind.Queue => "a queue",
        WaitKind.Join => "the end of a thread",
        WaitKind.Lock => "a lock",
        _ => "an event",
    };

    private static string Lower(string which) => $"the{which["The".Length..]}";
}
