using System.Collections.Immutable;

namespace Unjam.Executors;

/// <summary>The shared pool at one moment, and what the watchdog has seen of it.</summary>
public sealed record SharedPoolStatistics
{
    /// <summary>Threads that it has.</summary>
    public required int Threads { get; init; }

    /// <summary>Threads that have work.</summary>
    public required int Busy { get; init; }

    /// <summary>Threads that it adds without delay.</summary>
    public required int MinThreads { get; init; }

    /// <summary>Most threads that it may have.</summary>
    public required int MaxThreads { get; init; }

    /// <summary>Items that wait, the watchdog's probe excluded.</summary>
    public required long Queued { get; init; }

    /// <summary>Items that have ended since the process began, probes excluded.</summary>
    public required long Completed { get; init; }

    /// <summary>How long the outstanding probe has waited: work that was queued before it waits longer. Zero when none is outstanding.</summary>
    public required TimeSpan OldestWait { get; init; }

    /// <summary>How long the last probe that ran had waited: exact.</summary>
    public required TimeSpan LastWait { get; init; }

    /// <summary>The longest wait that any probe has had.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>Probes queued so far; an idle process has next to none.</summary>
    public required long Probes { get; init; }

    /// <summary>Threads added per second over the last second or so; zero for a pool that shrinks.</summary>
    public required double InjectedPerSecond { get; init; }

    /// <summary>The incident that lasts; null when there is none.</summary>
    public required PoolIncident? Incident { get; init; }

    /// <summary>The last incidents that ended, oldest first; at most sixteen.</summary>
    public required ImmutableArray<PoolIncident> Ended { get; init; }

    /// <summary>How often a log, a meter's listener or a stack source threw when the watchdog called it; it goes on.</summary>
    public required long Failures { get; init; }

    /// <summary>What the last of them said; null when there was none.</summary>
    public required string? LastFailure { get; init; }
}
