using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Web.Otlp;

/// <summary>Gauges and counters of a fleet as instruments that are asked for their values; histograms as the watch fills them.</summary>
internal sealed class FleetInstruments : IDisposable
{
    public const string MeterName = "Unjam.Fleet";

    private readonly Meter meter;
    private readonly CleanHistograms histograms;
    private readonly ThreadPoolInstruments threadPools;
    private ImmutableArray<MetricFamily> families;

    public FleetInstruments(FamilyOptions options)
    {
        meter = new Meter(MeterName, options.Version);
        families = FleetFamilies.Of(new FleetView(default, [], default, []), options);
        for (var at = 0; at < families.Length; at++)
            Create(families[at], at);
        histograms = new CleanHistograms(meter);
        threadPools = new ThreadPoolInstruments(meter);
    }

    /// <summary>Takes the values that are given until the next ones.</summary>
    public void Take(FleetView view, FamilyOptions options)
    {
        families = FleetFamilies.Of(view, options);
        threadPools.Take(view);
    }

    public void Dispose()
    {
        histograms.Dispose();
        meter.Dispose();
    }

    // Names as in the text formats but for "_total", which receivers that want it add themselves.
    private void Create(MetricFamily family, int at)
    {
        var unit = family.Unit switch { "seconds" => "s", "bytes" => "By", "ratio" => "1", _ => null };
        if (family.Kind == MetricKind.Counter)
            meter.CreateObservableCounter(family.Name, () => Values(at), unit, family.Help);
        else if (family.Kind != MetricKind.Histogram)
            meter.CreateObservableGauge(family.SampleName, () => Values(at), unit, family.Help);
    }

    private IEnumerable<Measurement<double>> Values(int at) => families[at].Samples.Select(sample => new Measurement<double>(
        sample.Value, sample.Labels.Pairs.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value))));
}
