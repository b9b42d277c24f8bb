using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Page.Tests;

/// <summary>Views and histories of fleets, made up.</summary>
internal static class Scenes
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private static readonly Stack Blocking = StackOf(("fetch", "/srv/app/rates.py", 41), ("invoice", "/srv/app/invoices.py", 17), ("_run_once", "/usr/lib/python3.11/asyncio/base_events.py", 1922));

    /// <summary>One target with a loop that is blocked.</summary>
    public static (FleetView View, TargetKey Key, TargetHistory History) Stalled(int seconds = 60)
    {
        var key = new TargetKey(4312, 77);
        return (Fleet(TargetOf(key, "shop", ReportOf(Blocked(Blocking)))), key, History(seconds));
    }

    public static FleetView Fleet(params TargetView[] targets) => new(Now, [.. targets], new(TimeSpan.FromSeconds(3), 0.01, 50 << 20, false), ["two targets are beyond the limit"]);

    public static TargetView TargetOf(TargetKey key, string name, Report? report) => new()
    {
        Key = key,
        Name = name,
        State = WatchState.Watching,
        Target = report?.Target,
        Report = report,
        Rate = 50,
        Loops = [new(0xa1, "MainThread", LoopKind.Asyncio) { Blocked = TimeSpan.FromSeconds(2), BusyRatio = 0.7, Ready = 12, Tasks = 3 }],
        Pools = [new(0xb1, "reports", PoolKind.ThreadPoolExecutor) { Limit = 4, Workers = 4, Busy = 4, Queued = 9, OldestWait = TimeSpan.FromSeconds(1) }],
    };

    public static Report ReportOf(params Finding[] findings) => new(
        new Target(4312, "cpython", "3.11.2", "CPython 3.11.2", "python3 /srv/secret/app.py --password=hunter2"),
        findings.Length > 0 ? Outcome.Findings : Outcome.Healthy, [.. findings], [], [], [],
        new Quality(500, 499, 1, 0, TimeSpan.Zero, TimeSpan.FromMilliseconds(80), TimeSpan.FromSeconds(5), ["thread 7: it had ended (in 1 look)"]));

    public static Finding Blocked(Stack stack) => new(FindingIds.LoopBlocked, Severity.Critical, "The event loop is blocked for 2.0 s in socket.recv", "MainThread")
    {
        Cause = "socket",
        Culprit = new("fetch", "/srv/app/rates.py", 41, "MainThread", "POST /invoice", "socket.recv"),
        Stack = stack,
        Held = new(TimeSpan.FromSeconds(2), true, TimeSpan.Zero, false),
        Evidence = ["200 looks saw the same callback in the same turn."],
        Advice = [new("Await an asynchronous client.", "recv(…)", "await reader.read(…)")],
    };

    public static TargetHistory History(int seconds, Stack? stack = null, string name = "POST /invoice") => new(
        [.. Enumerable.Range(0, seconds).Select(second => new HistoryPoint(
            Now.AddSeconds(second + 1 - seconds),
            [new(0xa1, TimeSpan.FromSeconds(second > seconds - 3 ? 2 : 0.01), TimeSpan.FromSeconds(second > seconds - 3 ? 2 : 0), second % 5 == 0 ? null : second)],
            second < seconds / 2 ? [] : [new(0xb1, 4, 4, second, TimeSpan.FromSeconds(1))]))],
        [new("MainThread", 0xa1, true, [Span(-5, -4.9, false), Span(-2, 0, true)]), new("reports_0", 0xb1, false, [Span(-1.5, -0.2, false)])],
        [new("MainThread", stack ?? Blocking, TimeSpan.FromSeconds(6), 600)],
        [new("reports", stack ?? Blocking, TimeSpan.FromSeconds(30), 3000)],
        [new(0xc1, 0xa1, name, stack ?? Blocking, true, null, 0, default, TimeSpan.FromSeconds(9)), new(0xc2, 0xa1, name, Stack.Empty, false, "Task", 0xc1, [0xc1], TimeSpan.Zero)],
        [new(1, Now.AddSeconds(-2), Blocked(stack ?? Blocking)) { Duration = TimeSpan.FromSeconds(2) }]);

    public static Stack StackOf(params (string Name, string File, int Line)[] frames) =>
        new([.. frames.Select(frame => new Frame(new Function(frame.Name, frame.File, 1), frame.Line))]);

    private static LaneSpan Span(double from, double to, bool isBlock) => new(Now.AddSeconds(from), Now.AddSeconds(to), Blocking.Frames[0], Blocking, isBlock);
}
