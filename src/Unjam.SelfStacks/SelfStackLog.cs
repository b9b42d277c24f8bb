using Microsoft.Extensions.Logging;

namespace Unjam.SelfStacks;

internal static partial class SelfStackLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "Stacks of this process cannot be had: {Reason}")]
    public static partial void Unavailable(ILogger logger, string reason);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Debug, Message = "Stacks of {Threads} threads in {Milliseconds} ms; the runtime stopped its threads {Rounds} times")]
    public static partial void Taken(ILogger logger, int threads, long milliseconds, int rounds);
}
