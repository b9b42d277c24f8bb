namespace Unjam.Executors;

/// <summary>The load of an executor over a time, as the sizing of pools takes it.</summary>
public sealed record ExecutorMeasures
{
    /// <summary>How many items it may run at a time.</summary>
    public required int Workers { get; init; }

    /// <summary>How long it was watched.</summary>
    public required TimeSpan Watched { get; init; }

    /// <summary>Items that arrived in that time.</summary>
    public required long Arrived { get; init; }

    /// <summary>Items whose run ended in that time.</summary>
    public required long Items { get; init; }

    /// <summary>Items that arrived per second.</summary>
    public required double ArrivalsPerSecond { get; init; }

    /// <summary>Mean time an item held its worker.</summary>
    public required TimeSpan Service { get; init; }

    /// <summary>Squared coefficient of variation of the times between arrivals; null when fewer than thirty were seen.</summary>
    public required double? ArrivalVariability { get; init; }

    /// <summary>Squared coefficient of variation of the run times; null when fewer than thirty were seen.</summary>
    public required double? ServiceVariability { get; init; }
}
