using System.Collections.Immutable;

namespace Unjam.Export.Metrics;

/// <summary>Numbers of one meaning, in no particular format.</summary>
/// <param name="Name">Without the suffix that its kind adds: <c>threadpool_tasks_submitted</c>, not <c>…_total</c>.</param>
/// <param name="Help">One sentence or two: what it says, and whether it is sampled.</param>
/// <param name="Unit"><c>seconds</c>, <c>bytes</c> or <c>ratio</c>, which then also ends the name; empty for counts.</param>
/// <param name="Samples">No two have the same labels. A family without samples is not written.</param>
public sealed record MetricFamily(string Name, MetricKind Kind, string Help, string Unit, ImmutableArray<MetricSample> Samples)
{
    /// <summary>The name that samples (and queries) use.</summary>
    public string SampleName { get; } = Name + Kind switch { MetricKind.Counter => "_total", MetricKind.Text => "_info", _ => "" };
}
