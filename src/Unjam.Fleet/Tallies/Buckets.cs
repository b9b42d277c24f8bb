using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>The bounds of the histograms, in seconds.</summary>
internal static class Buckets
{
    /// <summary>Lag of a loop: what nobody notices, what asyncio calls slow, what others take for dead.</summary>
    public static ImmutableArray<double> Lag { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

    /// <summary>Run and queue times of work.</summary>
    public static ImmutableArray<double> Pool { get; } = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

    /// <summary>Duration of looks.</summary>
    public static ImmutableArray<double> Look { get; } = [0.0001, 0.00025, 0.001, 0.005, 0.025, 0.1];
}
