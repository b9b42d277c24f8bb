namespace Unjam.Model;

/// <summary>Durations that a runtime has added up: the difference of two gives the exact mean of what came between.</summary>
/// <param name="Count">How many durations; it never falls.</param>
/// <param name="Sum">All of them together.</param>
public readonly record struct TotalTime(long Count, TimeSpan Sum)
{
    /// <summary>What was added since an earlier reading.</summary>
    public static TotalTime operator -(TotalTime later, TotalTime earlier) => new(later.Count - earlier.Count, later.Sum - earlier.Sum);

    /// <summary>Mean of the durations; null when there are none.</summary>
    public TimeSpan? Mean => Count > 0 ? Sum / Count : null;
}
