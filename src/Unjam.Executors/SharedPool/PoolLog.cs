using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>What the watchdog writes: one entry when an incident opens, one when it closes.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(4001, LogLevel.Warning, "Shared thread pool, incident {Incident}, {Kind}: work has waited {Wait:0.000} s for a thread. {Threads} threads (minimum {MinThreads}), {Busy} busy, {Blocked} of them blocked, {Queued} items wait, {Injected:0.#} threads/s added: {Growth}. {Culprits}{Advice}")]
    public static partial void Opened(
        ILogger logger, long incident, PoolIncidentKind kind, double wait, int threads, int minThreads, int busy, string blocked, long queued, double injected, string growth, string culprits, string advice);

    [LoggerMessage(4002, LogLevel.Information, "Shared thread pool, incident {Incident}, {Kind}: over after {Lasted:0.0} s. The longest wait was {Wait:0.000} s; {Threads} threads in the end, {Injected:0.#} threads/s added, {Completed:0.#} items/s ended. {Culprits}")]
    public static partial void Closed(ILogger logger, long incident, PoolIncidentKind kind, double lasted, double wait, int threads, double injected, double completed, string culprits);

    [LoggerMessage(4003, LogLevel.Information, "Shared thread pool, incident {Incident}, {Kind}: the watch ended while it lasted, after {Lasted:0.0} s. The longest wait was {Wait:0.000} s. {Culprits}")]
    public static partial void Left(ILogger logger, long incident, PoolIncidentKind kind, double lasted, double wait, string culprits);
}
