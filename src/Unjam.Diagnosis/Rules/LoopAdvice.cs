using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What to do about a call that blocks a loop, with the user's own names.</summary>
internal static class LoopAdvice
{
    /// <param name="doesRepeat">The thread ran in between: it does not make one long call but many short ones.</param>
    /// <param name="words">How the program says it; Python's by default.</param>
    public static ImmutableArray<Advice> For(Blame? blame, Calls.Called called, string cause, Function? coroutine, bool doesRepeat = false, Idiom? words = null)
    {
        var idiom = words ?? PythonIdiom.Words;
        if (blame is null)
            return [new Advice(idiom.OffloadAll)];

        var where = Blame.Where(blame.Frame);
        var function = Blame.SimpleName(blame.Frame.Function);
        var awaiter = blame.Awaiter(coroutine, out var callee);
        var advice = ImmutableArray.CreateBuilder<Advice>();
        if (awaiter is { } coroutineFrame && coroutineFrame != blame.Frame && callee is { } sync && MayMove(cause, called.Known)
            && FrameOwners.Of(coroutineFrame.Function) >= blame.Owner)
        {
            advice.Add(Move(idiom, cause, Blame.SimpleName(sync.Function), Blame.Where(coroutineFrame), Blame.SimpleName(coroutineFrame.Function)));
        }

        if (called is { Known: { } known, Name: { } name })
        {
            var other = doesRepeat && name == "time.sleep" && blame.Index == 0 ? "; if that line calls a driver that polls, use its asynchronous counterpart" : "";
            var becomes = awaiter is { } above && above != blame.Frame ? $"; {function} and its callers up to {Blame.SimpleName(above.Function)} become async" : "";
            advice.Add(new Advice($"{where}: instead of {name} in {function} use {known.Instead}{becomes}{other}.", $"{name}(…)", known.CodeFor(called.Function)));
            if (known.IsOffloadable && advice.Count == 1 && cause != Cause.Cpu)
                advice.Add(Move(idiom, cause, name, where, function));
        }

        if (advice.Count == 0)
            advice.Add(ByCause(idiom, cause, where, function));
        if (cause == Cause.Socket)
            advice.Add(new Advice($"{where}: set a timeout, so that a slow peer costs seconds and not the service."));
        return advice.ToImmutable();
    }

    // Offloading a wait for a lock or a thread only moves the wait; offloading a sleep is done with asyncio.sleep where that is possible.
    private static bool MayMove(string cause, KnownCall? known) => cause is not (Cause.Lock or Cause.Join) && (known is null || known.IsOffloadable || cause == Cause.Sleep);

    private static Advice Move(Idiom idiom, string cause, string callee, string where, string function) => cause == Cause.Cpu
        ? new Advice(
            $"{where}: in {function} run {callee} {idiom.ComputeElsewhere}.",
            $"{callee}(…)",
            idiom.Computed(callee))
        : new Advice(
            $"{where}: in {function} run {callee} in a worker thread; the loop goes on meanwhile.",
            $"{callee}(…)",
            idiom.Offloaded(callee));

    private static Advice ByCause(Idiom idiom, string cause, string where, string function) => cause switch
    {
        Cause.Cpu => new Advice(
            $"{where}: {function} computes; {idiom.ComputeOrPause}.",
            $"{function}(…)",
            idiom.Computed(function)),
        Cause.Socket => new Advice(
            $"{where}: {function} waits for a socket in a call into C, such as a database driver; use the driver's asynchronous counterpart, or a worker thread.",
            $"{function}(…)",
            idiom.Offloaded(function)),
        Cause.Lock => new Advice(
            $"{where}: {function} waits for a lock that another thread or a suspended coroutine holds; {idiom.Lock.Clause}.",
            idiom.Lock.Before,
            idiom.Lock.After),
        Cause.Pipe => new Advice(
            $"{where}: {function} waits for a pipe; find out why its other end does not read or write, and do it in a worker thread.",
            $"{function}(…)",
            idiom.Offloaded(function)),
        Cause.Join => new Advice($"{where}: {function} waits for another thread; await the result instead.", idiom.Result.Before, idiom.Result.After),
        _ => new Advice(
            $"{where}: run the blocking part of {function} in a worker thread; the loop goes on meanwhile.",
            $"{function}(…)",
            idiom.Offloaded(function)),
    };
}
