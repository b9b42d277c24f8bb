using Microsoft.Extensions.Logging;

namespace Unjam.Hosting;

/// <summary>What is logged.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(EventId = 1, EventName = "IncidentOpened",
        Message = "{FindingId}: {Title}. Subject: {Subject}. Culprit: {Culprit}. Held for {HeldSeconds} s. {Evidence} Advice: {Advice} (incident {Incident})")]
    public static partial void IncidentOpened(
        ILogger logger, LogLevel level, string findingId, string title, string subject, string? culprit, double? heldSeconds, string evidence, string advice, long incident);

    [LoggerMessage(EventId = 2, EventName = "IncidentClosed", Level = LogLevel.Information,
        Message = "{FindingId} of {Subject} is over; it lasted {LastedSeconds} s. It was: {Title} (incident {Incident})")]
    public static partial void IncidentClosed(ILogger logger, string findingId, string subject, double lastedSeconds, string title, long incident);

    [LoggerMessage(EventId = 3, EventName = "DiagnosisFailed", Level = LogLevel.Error,
        Message = "The diagnosis of this process by itself made a mistake; it goes on from the beginning")]
    public static partial void DiagnosisFailed(ILogger logger, Exception mistake);

    [LoggerMessage(EventId = 4, EventName = "ServingFailed", Level = LogLevel.Error, Message = "The metrics could not be served")]
    public static partial void ServingFailed(ILogger logger, Exception mistake);

    [LoggerMessage(EventId = 6, EventName = "StopFailed", Level = LogLevel.Error, Message = "{What} could not be stopped")]
    public static partial void StopFailed(ILogger logger, string what, Exception failure);
}
