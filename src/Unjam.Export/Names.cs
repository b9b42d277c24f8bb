using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Export;

/// <summary>The words that documents and screens use for enumerated facts: stable, for others rely on them.</summary>
public static class Names
{
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Healthy => "healthy",
        Outcome.Findings => "findings",
        Outcome.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity)),
    };

    public static string Of(LoopKind kind) => kind switch
    {
        LoopKind.Asyncio => "asyncio",
        LoopKind.Uvloop => "uvloop",
        LoopKind.EventLoop => "event-loop",
        LoopKind.SynchronizationContext => "synchronization-context",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(LoopPhase phase) => phase switch
    {
        LoopPhase.Unknown => "unknown",
        LoopPhase.Polling => "polling",
        LoopPhase.Running => "running",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    public static string Of(PoolKind kind) => kind switch
    {
        PoolKind.ThreadPoolExecutor => "ThreadPoolExecutor",
        PoolKind.Asgiref => "asgiref",
        PoolKind.Gthread => "gthread",
        PoolKind.Wsgi => "wsgi",
        PoolKind.AnyioLimiter => "anyio-limiter",
        PoolKind.TrioLimiter => "trio-limiter",
        PoolKind.MultiprocessingPool => "multiprocessing-pool",
        PoolKind.QueuePool => "queue-pool",
        PoolKind.InstrumentedExecutor => "instrumented-executor",
        PoolKind.DotNetThreadPool => "dotnet-thread-pool",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(WaitKind kind) => kind switch
    {
        WaitKind.None => "none",
        WaitKind.Result => "result",
        WaitKind.Queue => "queue",
        WaitKind.Condition => "condition",
        WaitKind.Lock => "lock",
        WaitKind.Join => "join",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(StackQuality quality) => quality switch
    {
        StackQuality.Unread => "unread",
        StackQuality.Complete => "complete",
        StackQuality.Moving => "moving",
        StackQuality.Truncated => "truncated",
        _ => throw new ArgumentOutOfRangeException(nameof(quality)),
    };

    public static string Of(TargetState state) => state switch
    {
        TargetState.Running => "running",
        TargetState.Stopped => "stopped",
        TargetState.Traced => "traced",
        TargetState.Frozen => "frozen",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
