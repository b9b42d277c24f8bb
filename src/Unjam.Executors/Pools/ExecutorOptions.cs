using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>How an executor is made. Numbers that make no sense are refused when it is made, with the name of the option.</summary>
public sealed record ExecutorOptions
{
    /// <summary>What its threads, metrics and logs are called.</summary>
    public required string Name { get; init; }

    /// <summary>A fixed number of threads. Without it and without <see cref="MaxThreads"/>: as many as there are CPUs.</summary>
    public int? Threads { get; init; }

    /// <summary>Threads that stay when there is nothing to do; 1 unless said.</summary>
    public int? MinThreads { get; init; }

    /// <summary>Threads at most: one is added when work comes and none is free.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>Items that may wait; null for no limit. Continuations of asynchronous work that has begun are never refused.</summary>
    public int? QueueLimit { get; init; }

    /// <summary>What becomes of work that comes when the queue is full.</summary>
    public FullPolicy OnFull { get; init; } = FullPolicy.Wait;

    /// <summary>An item that holds its worker at least so long is logged.</summary>
    public TimeSpan SlowItem { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A thread above the minimum that had nothing to do for so long ends.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long disposal lets accepted work run.</summary>
    public TimeSpan DrainDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where slow items, refusals and failures are told; null for nowhere.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the meter; null for a meter of the executor's own.</summary>
    public IMeterFactory? Meters { get; init; }

    internal Interleaving? Interleaving { get; init; }
}
