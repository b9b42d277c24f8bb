using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Unjam.Export.Metrics;

namespace Unjam.Web.Otlp;

/// <summary>Passes on what the histograms of the watch observe, with harmless names: they come from the target as they are.</summary>
internal sealed class CleanHistograms : IDisposable
{
    /// <summary>The meter that the watch fills.</summary>
    public const string WatchMeter = "Unjam";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Histogram<double>> clean = new(StringComparer.Ordinal);

    /// <param name="meter">Gets a histogram of the same name and buckets for each of the watch.</param>
    public CleanHistograms(Meter meter)
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument is Histogram<double> histogram && histogram.Meter.Name == WatchMeter)
                to.EnableMeasurementEvents(histogram, clean.GetOrAdd(histogram.Name, name => meter.CreateHistogram(name, histogram.Unit, histogram.Description, null, histogram.Advice)));
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, into) => Record((Histogram<double>)into!, value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    private static void Record(Histogram<double> into, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var harmless = new TagList();
        foreach (var tag in tags)
            harmless.Add(tag.Key, MetricLabels.Clean(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? ""));
        into.Record(value, harmless);
    }
}
