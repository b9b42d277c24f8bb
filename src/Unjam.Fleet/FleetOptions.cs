using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>What to watch, and how closely.</summary>
/// <param name="Pids">Processes that are watched by their process id.</param>
/// <param name="Patterns">Processes that are watched because their command line matches.</param>
/// <param name="CalmRate">Looks a second at a target of which nothing is suspected.</param>
/// <param name="SuspiciousRate">Looks a second at a target of which something is, at most.</param>
/// <param name="MaxCpu">Share of one core that Unjam as a whole may use, on the average of a minute.</param>
/// <param name="MaxTargets">Most processes that are watched at a time; what is beyond is named in <see cref="FleetView.Left"/>.</param>
/// <param name="CountCulprits">Whether stalls are counted by the user's function as well.</param>
/// <param name="MaxCulprits">Most functions that are counted apart, for each loop.</param>
/// <param name="WithChildren">Whether the processes that a matching one has started are watched as well.</param>
public sealed record FleetOptions(
    ImmutableArray<int> Pids,
    ImmutableArray<TargetPattern> Patterns,
    double CalmRate = 2,
    double SuspiciousRate = 50,
    double MaxCpu = 0.05,
    int MaxTargets = 200,
    bool CountCulprits = false,
    int MaxCulprits = 20,
    bool WithChildren = true)
{
    /// <summary>Time between two looks at a calm target.</summary>
    public TimeSpan CalmInterval => TimeSpan.FromSeconds(1 / CalmRate);

    /// <summary>Time between two looks at a suspicious target.</summary>
    public TimeSpan SuspiciousInterval => TimeSpan.FromSeconds(1 / SuspiciousRate);
}
