using System.Collections.Immutable;

namespace Unjam.Export.Metrics;

/// <summary>Collects the samples of one family.</summary>
/// <param name="name">Without the suffix that its kind adds.</param>
/// <param name="unit">See <see cref="MetricFamily.Unit"/>.</param>
public sealed class FamilyBuilder(string name, MetricKind kind, string unit, string help)
{
    private readonly ImmutableArray<MetricSample>.Builder samples = ImmutableArray.CreateBuilder<MetricSample>();

    public static FamilyBuilder Gauge(string name, string unit, string help) => new(name, MetricKind.Gauge, unit, help);

    public static FamilyBuilder Counter(string name, string unit, string help) => new(name, MetricKind.Counter, unit, help);

    public static FamilyBuilder Histogram(string name, string unit, string help) => new(name, MetricKind.Histogram, unit, help);

    public void Add(MetricLabels labels, double value) => samples.Add(new MetricSample(labels, value));

    /// <summary>Adds a sample unless the value is unknown: an unknown number is left out, not zero.</summary>
    public void Add(MetricLabels labels, double? value)
    {
        if (value is { } known)
            Add(labels, known);
    }

    public void Add(MetricLabels labels, MetricHistogram histogram) => samples.Add(new MetricSample(labels, 0, histogram));

    public MetricFamily Build() => new(name, kind, help, unit, samples.ToImmutable());
}
