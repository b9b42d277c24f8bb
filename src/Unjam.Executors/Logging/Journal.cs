using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Unjam.Executors;

/// <summary>What an executor tells. A logger that throws costs its line, which is counted, and nothing else.</summary>
internal sealed class Journal(string name, ILogger? logger, Clock clock)
{
    private readonly ILogger logger = logger ?? NullLogger.Instance;
    private readonly bool isHeard = logger is not null and not NullLogger;
    private readonly Incidents slow = new(TimeSpan.FromSeconds(10));
    private readonly Incidents rejected = new(TimeSpan.FromSeconds(10));
    private long lost;

    /// <summary>Lines the logger threw at.</summary>
    public long Lost => Volatile.Read(ref lost);

    /// <summary>Whether each item is told.</summary>
    public bool TellsItems => isHeard && IsEnabled(LogLevel.Debug);

    public void Item(object work, Outcome outcome, long queued, long ran) =>
        Tell(() => ExecutorLog.Item(logger, name, WorkNames.Of(work).Name, outcome, Clock.Span(queued), Clock.Span(ran)));

    public void Slow(object work, long queued, long ran)
    {
        if (isHeard && slow.Begins(clock.Now(), out var more))
            Tell(() => ExecutorLog.Slow(logger, name, WorkNames.Of(work).Name, Clock.Span(ran), Clock.Span(queued), more));
    }

    public void Rejected(string reason)
    {
        if (isHeard && rejected.Begins(clock.Now(), out var more))
            Rejected(reason, more);
    }

    // apart, so that nothing is captured while nobody listens
    private void Rejected(string reason, long more) => Tell(() => ExecutorLog.Rejected(logger, name, reason, more));

    public void Unobserved(string item, Exception exception) => Tell(() => ExecutorLog.Unobserved(logger, name, item, exception));

    public void SelfDeadlock(int threads, string running, string call, string queued) =>
        Tell(() => ExecutorLog.SelfDeadlock(logger, name, threads, running, call, queued));

    public void Left(DrainReport report) => Tell(() => ExecutorLog.Left(
        logger, name, report.Took, report.NotRun, Names(report.NotRunNames), Names(report.StillRunning), report.StillAwaiting));

    public void ThreadFailed(Exception exception) => Tell(() => ExecutorLog.ThreadFailed(logger, name, exception));

    public void ListenerFailed(Exception exception) => Tell(() => ExecutorLog.ListenerFailed(logger, name, exception));

    private static string Names(ImmutableArray<string> names) =>
        names.IsEmpty ? "none" : string.Join(", ", names.GroupBy(each => each).Select(each => each.Count() == 1 ? each.Key : $"{each.Count()} × {each.Key}").Take(10));

    private bool IsEnabled(LogLevel level)
    {
        try
        {
            return logger.IsEnabled(level);
        }
        catch (Exception)
        {
            Interlocked.Increment(ref lost);
            return false;
        }
    }

    private void Tell(Action line)
    {
        if (!isHeard)
            return;
        try
        {
            line();
        }
        catch (Exception)
        {
            Interlocked.Increment(ref lost);
        }
    }
}
