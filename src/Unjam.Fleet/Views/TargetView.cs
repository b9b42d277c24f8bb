using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>One process that is or was watched, at one moment: numbers since the watch began and the newest judgement. Immutable.</summary>
public sealed record TargetView
{
    public required TargetKey Key { get; init; }

    /// <summary>What metrics and the page call it: from the configuration, else short for what it runs. Not unique: workers of one service share it.</summary>
    public required string Name { get; init; }

    public required WatchState State { get; init; }

    /// <summary>Why it is not watched, as a sentence; null while it is.</summary>
    public string? WhyNot { get; init; }

    /// <summary>What it is; null before it was attached to.</summary>
    public Target? Target { get; init; }

    /// <summary>The newest judgement; null before the first.</summary>
    public Report? Report { get; init; }

    /// <summary>Looks a second at this moment.</summary>
    public double Rate { get; init; }

    public ImmutableArray<LoopView> Loops { get; init; } = [];

    public ImmutableArray<PoolView> Pools { get; init; } = [];

    /// <summary>What the kernel counts for it; null when it could not be read.</summary>
    public ProcessNumbers? Process { get; init; }

    public LookCounts Looks { get; init; }

    /// <summary>How long looks took.</summary>
    public HistogramView LookDuration { get; init; } = HistogramView.Empty;

    /// <summary>Share of the lately watched time in which threads of it wanted the interpreter lock and did not have it; null when it was not seen.</summary>
    public double? GilWaitRatio { get; init; }
}
