namespace Unjam.Web.Metrics;

/// <summary>What the families of a fleet say beyond the plain numbers.</summary>
/// <param name="Version">The version of Unjam.</param>
/// <param name="Culprits">Stalls are counted by the user's function too, and histograms name one in their exemplars. Off, no function name leaves.</param>
public sealed record FamilyOptions(string Version, bool Culprits = false)
{
    /// <summary>How sending by OTLP has gone so far; null when nothing is sent.</summary>
    public OtlpCounts? Otlp { get; init; }
}
