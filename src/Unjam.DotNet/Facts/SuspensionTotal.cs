namespace Unjam.DotNet.Facts;

/// <summary>How often and how long all managed threads stood still, from the begin of a suspension to the moment when they run again.</summary>
/// <param name="Count">Suspensions that have ended.</param>
/// <param name="Total">All of them together.</param>
/// <param name="Longest">The longest.</param>
public readonly record struct SuspensionTotal(long Count, TimeSpan Total, TimeSpan Longest)
{
    private static readonly TimeSpan Sensible = TimeSpan.FromDays(1);

    // the moments are the process's own words
    internal SuspensionTotal With(TimeSpan more) => more < TimeSpan.Zero || more > Sensible || Total > TimeSpan.MaxValue - Sensible ? this
        : new(Count + 1, Total + more, more > Longest ? more : Longest);
}
