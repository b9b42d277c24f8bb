namespace Unjam.Diagnosis;

/// <summary>How long and how often to look.</summary>
/// <param name="Duration">The longest time to watch; the watch ends earlier when it is certain.</param>
/// <param name="Rate">Looks per second that are asked for; what was achieved is in the report.</param>
public readonly record struct WatchOptions(TimeSpan Duration, double Rate)
{
    /// <summary>Whether to watch for the whole duration even when every finding is certain.</summary>
    public bool Whole { get; init; }

    /// <summary>Time between two looks, as asked for.</summary>
    public TimeSpan Interval => TimeSpan.FromSeconds(1 / Rate);
}
