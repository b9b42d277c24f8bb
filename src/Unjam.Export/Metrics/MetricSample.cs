namespace Unjam.Export.Metrics;

/// <summary>One number of a family, or one histogram.</summary>
/// <param name="Value">The number; not looked at when there is a histogram.</param>
/// <param name="Histogram">For families of histograms; null for all others.</param>
public readonly record struct MetricSample(MetricLabels Labels, double Value, MetricHistogram? Histogram = null);
