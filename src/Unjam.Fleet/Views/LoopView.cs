using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>A loop: its present and its numbers since the watch began.</summary>
/// <param name="Id">Identity of the loop while it lives.</param>
/// <param name="Name">The name of its thread, or a number; unique among the loops of the target.</param>
public sealed record LoopView(ulong Id, string Name, LoopKind Kind)
{
    /// <summary>Age of the turn it is in, when that is a block (100 ms or more); zero when it is not.</summary>
    public TimeSpan Blocked { get; init; }

    /// <summary>Twice a second: how long the loop has not gone round at that moment. By symmetry, how long a callback that becomes ready at any moment waits.</summary>
    public HistogramView Lag { get; init; } = HistogramView.Empty;

    /// <summary>Share of the lately watched time in which it ran callbacks; null before enough was seen.</summary>
    public double? BusyRatio { get; init; }

    /// <summary>Callbacks ready to run; null when unread.</summary>
    public int? Ready { get; init; }

    /// <summary>Tasks that are not done; null when not counted.</summary>
    public int? Tasks { get; init; }

    /// <summary>Stalls since the watch began, by cause.</summary>
    public ImmutableArray<StallCount> Stalls { get; init; } = [];
}
