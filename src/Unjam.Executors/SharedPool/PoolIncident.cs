using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>One time that work waited too long for a thread of the shared pool, and why.</summary>
public sealed record PoolIncident
{
    /// <summary>Its number since the watchdog was made, from 1.</summary>
    public required long Id { get; init; }

    public required PoolIncidentKind Kind { get; init; }

    /// <summary>When the work that was first seen waiting was queued.</summary>
    public required Moment Began { get; init; }

    /// <summary>When the incident was reported.</summary>
    public required Moment Opened { get; init; }

    /// <summary>When waits had been short for a while again, or the watch ended; null while it lasts.</summary>
    public Moment? Ended { get; init; }

    /// <summary>The longest wait seen in it so far; while work still waits, a lower bound.</summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>Items that waited at the last look.</summary>
    public required long Queued { get; init; }

    /// <summary>Threads of the pool at the last look.</summary>
    public required int Threads { get; init; }

    /// <summary>Threads that had work at the last look.</summary>
    public required int Busy { get; init; }

    /// <summary>Threads that the pool adds without delay.</summary>
    public required int MinThreads { get; init; }

    /// <summary>Most threads that it may have.</summary>
    public required int MaxThreads { get; init; }

    /// <summary>Threads that had work and waited in the kernel, on average over the last second; null where the system does not tell.</summary>
    public double? Blocked { get; init; }

    /// <summary>Threads that the pool added per second, over the incident.</summary>
    public required double InjectedPerSecond { get; init; }

    /// <summary>Items that ended per second, over the incident.</summary>
    public required double CompletedPerSecond { get; init; }

    /// <summary>What share of its CPUs' time the process used, over the last second; null where it was not measured.</summary>
    public double? CpuShare { get; init; }

    /// <summary>Native id of the thread that holds the lock of a <see cref="PoolIncidentKind.LockConvoy"/>; 0 when it is not known.</summary>
    public int LockOwner { get; init; }

    /// <summary>Why the pool does not grow faster, in one clause.</summary>
    public required string Growth { get; init; }

    /// <summary>Where the pool's threads were when the incident opened, most threads first; empty without <see cref="WatchdogOptions.Stacks"/>.</summary>
    public ImmutableArray<BlockedGroup> Groups { get; init; } = [];

    /// <summary>What to do, the cure first.</summary>
    public required ImmutableArray<string> Advice { get; init; }
}
