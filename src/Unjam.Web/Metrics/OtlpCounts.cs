namespace Unjam.Web.Metrics;

/// <summary>How sending by OTLP went since it began.</summary>
/// <param name="Sent">Exports that the collector took.</param>
/// <param name="Failed">Exports that it did not take: the next one carries the sums on.</param>
/// <param name="Skipped">Exports that were not tried because the collector had asked to wait.</param>
public sealed record OtlpCounts(long Sent, long Failed, long Skipped);
