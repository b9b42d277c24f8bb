using System.Collections.Immutable;

namespace Unjam.Export.Metrics;

/// <summary>The bounds of the histograms, in seconds: few, for each is a series for whoever stores them.</summary>
public static class MetricBounds
{
    /// <summary>The bounds of <c>eventloop_lag_seconds</c>.</summary>
    public static ImmutableArray<double> Lag { get; } = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5];

    /// <summary>The bounds of run times and queue times.</summary>
    public static ImmutableArray<double> Work { get; } = [0.01, 0.1, 0.5, 1, 5, 60];

    /// <summary>The same, where a process measures itself: it sees what is short, too, and has few pools.</summary>
    public static ImmutableArray<double> FineWork { get; } = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 60];

    /// <summary>The bounds of lag and of callbacks where a loop measures itself.</summary>
    public static ImmutableArray<double> FineLag { get; } = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 5];

    /// <summary>The bounds of the duration of looks.</summary>
    public static ImmutableArray<double> Look { get; } = [0.0001, 0.001, 0.005];
}
