using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A pool over the whole watch; the counts are those of the last look.</summary>
public sealed record PoolSummary(string Name, PoolKind Kind, int? Limit, int Workers, int Busy, int Queued)
{
    /// <summary>Tokens of a limiter that are taken at the last look; null for a pool without tokens.</summary>
    public int? Borrowed { get; init; }

    /// <summary>How long the oldest waiting item has waited at the last look: a lower bound when it waited before anyone looked.</summary>
    public Held? OldestWait { get; init; }

    /// <summary>Queue wait of the work that started during the watch.</summary>
    public QueueWait? Wait { get; init; }

    /// <summary>Mean run time of the work that was seen, by Little's law; null when nothing was completed.</summary>
    public TimeSpan? ServiceTime { get; init; }

    /// <summary>Items completed per second.</summary>
    public double? Throughput { get; init; }

    /// <summary>Busy workers grouped by what they run, most first.</summary>
    public ImmutableArray<Doing> Doing { get; init; } = [];

    /// <summary>The next size to try and what it would bring; null when too little was seen to measure a load.</summary>
    public PoolPlan? Plan { get; init; }

    /// <summary>The next size to try; null where more workers would not help, or too little was seen to say.</summary>
    public int? AdvisedLimit => Plan?.Advised?.Workers;

    /// <summary>What was asked: predictions for other sizes.</summary>
    public ImmutableArray<PoolPrediction> WhatIf { get; init; } = [];
}
