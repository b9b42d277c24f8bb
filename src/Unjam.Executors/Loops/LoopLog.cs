using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>What a loop logs. A logger that throws costs the entry, which is counted, and nothing else.</summary>
internal sealed partial class LoopLog(string loop, ILogger? logger)
{
    private long lost;

    /// <summary>Entries that the logger did not take.</summary>
    public long Lost => Volatile.Read(ref lost);

    public void Failed(string callback, Exception failure) => Try(log => CallbackFailed(log, failure, loop, callback));

    public void Report(BlockReport report) => Try(log =>
    {
        var (call, caller) = (report.Call ?? "what it calls was not seen", report.Caller ?? report.Callback);
        var stack = report.Stack is { } seen ? string.Join(" < ", seen.Frames.Select(frame => frame.Function.Name)) : "";
        if (report.IsOver)
            WasBlocked(log, report.Loop, report.Id, report.Duration.TotalMilliseconds, report.Callback, call, caller);
        else
            IsBlocked(log, report.Loop, report.Id, report.Duration.TotalMilliseconds, report.Callback, call, caller, stack);
    });

    // whatever catches the exception: the call is not lost
    public void Refused(WaitInProgress wait, string callback) => Try(log =>
    {
        var (call, caller) = (wait.Call, wait.Caller);
        WasRefused(log, loop, call, caller, callback);
    });

    public void Stray(string callback) => Try(log => CameBackLate(log, loop, callback));

    public void Closed(LoopClosing closing) => Try(log =>
    {
        var names = string.Join(", ", closing.Names);
        LeftUndone(log, loop, closing.NotRun, closing.Unfinished, closing.TimersDropped, closing.StillRunning ?? "none", names);
    });

    public void SinkFailed(Exception failure) => Try(log => SinkThrew(log, failure, loop));

    public void MonitorEnded(Exception failure) => Try(log => ContextGone(log, failure, loop));

    // names cost some microseconds: only for a log that wants them
    public void Offloaded(Delegate function, string executor, TimeSpan took) => Try(log =>
    {
        if (!log.IsEnabled(LogLevel.Debug))
            return;
        var name = MethodNames.Of(function).Name;
        RanInExecutor(log, loop, name, executor, took.TotalMilliseconds);
    });

    private void Try(Action<ILogger> write)
    {
        if (logger is null)
            return;
        try
        {
            write(logger);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref lost);
        }
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "A callback of event loop '{Loop}' threw: {Callback}. The loop goes on.")]
    private static partial void CallbackFailed(ILogger logger, Exception failure, string loop, string callback);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Event loop '{Loop}' is blocked (#{Block}): {Callback} has held it for {Milliseconds:0} ms in {Call}, called by {Caller}. {Stack}")]
    private static partial void IsBlocked(ILogger logger, string loop, long block, double milliseconds, string callback, string call, string caller, string stack);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "Event loop '{Loop}' was blocked (#{Block}): {Callback} held it for {Milliseconds:0} ms in {Call}, called by {Caller}.")]
    private static partial void WasBlocked(ILogger logger, string loop, long block, double milliseconds, string callback, string call, string caller);

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "Something came back to event loop '{Loop}' after it had closed, and goes on in the thread pool: {Callback}.")]
    private static partial void CameBackLate(ILogger logger, string loop, string callback);

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "Event loop '{Loop}' closed and left undone: {NotRun} callbacks, {Unfinished} functions, {Timers} timers; still running: {StillRunning}. {Names}")]
    private static partial void LeftUndone(ILogger logger, string loop, int notRun, int unfinished, int timers, string stillRunning, string names);

    [LoggerMessage(EventId = 206, Level = LogLevel.Error, Message = "The sink of event loop '{Loop}' threw.")]
    private static partial void SinkThrew(ILogger logger, Exception failure, string loop);

    [LoggerMessage(EventId = 207, Level = LogLevel.Debug, Message = "Event loop '{Loop}' had {Function} run by executor '{Executor}': back after {Milliseconds:0.0} ms.")]
    private static partial void RanInExecutor(ILogger logger, string loop, string function, string executor, double milliseconds);

    [LoggerMessage(EventId = 209, Level = LogLevel.Warning, Message = "Event loop '{Loop}' refused {Call} in {Caller}: it would have blocked {Callback}.")]
    private static partial void WasRefused(ILogger logger, string loop, string call, string caller, string callback);

    [LoggerMessage(EventId = 208, Level = LogLevel.Information, Message = "The watch of '{Loop}' has ended: its context takes no more callbacks.")]
    private static partial void ContextGone(ILogger logger, Exception failure, string loop);
}
