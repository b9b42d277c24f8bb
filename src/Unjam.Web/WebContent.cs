using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Web;

/// <summary>What the server shows: asked anew for each request.</summary>
/// <param name="View">All that is watched, now.</param>
/// <param name="History">The recent past of a target, without the points and spans that had ended by a time; null when it is not known.</param>
/// <param name="Page">The advice page of an id, in Markdown; null when there is none.</param>
/// <param name="Pages">The ids that have an advice page.</param>
public sealed record WebContent(
    Func<FleetView> View, Func<TargetKey, DateTimeOffset, TargetHistory?> History, Func<string, string?> Page, IReadOnlyList<string> Pages)
{
    /// <summary>How sending by OTLP has gone so far; null when nothing is sent.</summary>
    public Func<OtlpCounts>? Otlp { get; init; }
}
