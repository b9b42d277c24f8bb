using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>What executors log.</summary>
internal static partial class ExecutorLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Executor}: {Item} {Outcome} after {Queued} in the queue and {Ran} on its thread")]
    public static partial void Item(ILogger logger, string executor, string item, Outcome outcome, TimeSpan queued, TimeSpan ran);

    [LoggerMessage(2, LogLevel.Warning, "{Executor}: {Item} held its thread for {Ran}, after {Queued} in the queue; {More} more slow items since the last such line")]
    public static partial void Slow(ILogger logger, string executor, string item, TimeSpan ran, TimeSpan queued, long more);

    [LoggerMessage(3, LogLevel.Warning, "{Executor} refuses work: {Reason}; {More} more were refused in the incident before")]
    public static partial void Rejected(ILogger logger, string executor, string reason, long more);

    [LoggerMessage(4, LogLevel.Error, "{Executor}: {Item} failed, and nobody waits for its result")]
    public static partial void Unobserved(ILogger logger, string executor, string item, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "{Executor} waits for itself: all {Threads} threads wait, {Running} in {Call} for {Queued}, which it queued here and nobody is left to run. Give it more threads, or do not wait for work of the own executor: await it, or run it in place")]
    public static partial void SelfDeadlock(ILogger logger, string executor, int threads, string running, string call, string queued);

    [LoggerMessage(6, LogLevel.Warning, "{Executor} was drained for {Took} and did not run {NotRun} items ({Names}); still running: {StillRunning}; awaiting: {StillAwaiting}")]
    public static partial void Left(ILogger logger, string executor, TimeSpan took, int notRun, string names, string stillRunning, int stillAwaiting);

    [LoggerMessage(7, LogLevel.Error, "{Executor} could not start a thread and goes on with those it has")]
    public static partial void ThreadFailed(ILogger logger, string executor, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "{Executor} measures without its meter from now on: a listener threw")]
    public static partial void ListenerFailed(ILogger logger, string executor, Exception exception);
}
