using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What to do about a call that blocks a loop, with the user's own names.</summary>
internal static class LoopAdvice
{
    /// <param name="doesRepeat">The thread ran in between: it does not make one long call but many short ones.</param>
    public static ImmutableArray<Advice> For(Blame? blame, Calls.Called called, string cause, Function? coroutine, bool doesRepeat = false)
    {
        if (blame is null)
            return [new Advice("Give the work that the callback does to a worker thread: await asyncio.to_thread(function).")];

        var where = Blame.Where(blame.Frame);
        var function = Blame.SimpleName(blame.Frame.Function);
        var awaiter = blame.Awaiter(coroutine, out var callee);
        var advice = ImmutableArray.CreateBuilder<Advice>();
        if (awaiter is { } coroutineFrame && coroutineFrame != blame.Frame && callee is { } sync && MayMove(cause, called.Known)
            && FrameOwners.Of(coroutineFrame.Function) >= blame.Owner)
        {
            advice.Add(Move(cause, Blame.SimpleName(sync.Function), Blame.Where(coroutineFrame), Blame.SimpleName(coroutineFrame.Function)));
        }

        if (called is { Known: { } known, Name: { } name })
        {
            var other = doesRepeat && name == "time.sleep" && blame.Index == 0 ? "; if that line calls a driver that polls, use its asynchronous counterpart" : "";
            var becomes = awaiter is { } above && above != blame.Frame ? $"; {function} and its callers up to {Blame.SimpleName(above.Function)} become async" : "";
            advice.Add(new Advice($"{where}: instead of {name} in {function} use {known.Instead}{becomes}{other}.", $"{name}(…)", known.CodeFor(called.Function)));
            if (known.IsOffloadable && advice.Count == 1 && cause != Cause.Cpu)
                advice.Add(Move(cause, name, where, function));
        }

        if (advice.Count == 0)
            advice.Add(ByCause(cause, where, function));
        if (cause == Cause.Socket)
            advice.Add(new Advice($"{where}: set a timeout, so that a slow peer costs seconds and not the service."));
        return advice.ToImmutable();
    }

    // Offloading a wait for a lock or a thread only moves the wait; offloading a sleep is done with asyncio.sleep where that is possible.
    private static bool MayMove(string cause, KnownCall? known) => cause is not (Cause.Lock or Cause.Join) && (known is null || known.IsOffloadable || cause == Cause.Sleep);

    private static Advice Move(string cause, string callee, string where, string function) => cause == Cause.Cpu
        ? new Advice(
            $"{where}: in {function} run {callee} in another process: in a thread it would still hold the interpreter's lock.",
            $"{callee}(…)",
            $"await asyncio.get_running_loop().run_in_executor(processes, {callee}, …)  # processes = ProcessPoolExecutor(), made once")
        : new Advice(
            $"{where}: in {function} run {callee} in a worker thread; the loop goes on meanwhile.",
            $"{callee}(…)",
            $"await asyncio.to_thread({callee}, …)");

    private static Advice ByCause(string cause, string where, string function) => cause switch
    {
        Cause.Cpu => new Advice(
            $"{where}: {function} computes; run it in another process, or in pieces with await asyncio.sleep(0) between them.",
            $"{function}(…)",
            $"await asyncio.get_running_loop().run_in_executor(processes, {function}, …)  # processes = ProcessPoolExecutor(), made once"),
        Cause.Socket => new Advice(
            $"{where}: {function} waits for a socket in a call into C, such as a database driver; use the driver's asynchronous counterpart, or a worker thread.",
            $"{function}(…)",
            $"await asyncio.to_thread({function}, …)"),
        Cause.Lock => new Advice(
            $"{where}: {function} waits for a lock that another thread or a suspended coroutine holds; use asyncio.Lock, and never await while holding a threading.Lock.",
            "with lock:  # threading.Lock",
            "async with lock:  # asyncio.Lock"),
        Cause.Pipe => new Advice(
            $"{where}: {function} waits for a pipe; find out why its other end does not read or write, and do it in a worker thread.",
            $"{function}(…)",
            $"await asyncio.to_thread({function}, …)"),
        Cause.Join => new Advice($"{where}: {function} waits for another thread; await the result instead.", "future.result()", "await asyncio.wrap_future(future)"),
        _ => new Advice(
            $"{where}: run the blocking part of {function} in a worker thread; the loop goes on meanwhile.",
            $"{function}(…)",
            $"await asyncio.to_thread({function}, …)"),
    };
}
