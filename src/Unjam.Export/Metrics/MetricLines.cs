namespace Unjam.Export.Metrics;

/// <summary>The lines of samples, which both text formats have; only one of them has exemplars.</summary>
internal static class MetricLines
{
    public static void Put(MetricBytes bytes, MetricFamily family, bool withExemplars)
    {
        var name = family.SampleName;
        foreach (var sample in family.Samples)
        {
            if (sample.Histogram is { } histogram)
            {
                PutHistogram(bytes, name, sample.Labels, histogram, withExemplars);
                continue;
            }

            bytes.PutSeries(name, default, sample.Labels);
            bytes.Put(sample.Value);
            bytes.Put("\n"u8);
        }
    }

    private static void PutHistogram(MetricBytes bytes, string name, MetricLabels labels, MetricHistogram histogram, bool withExemplars)
    {
        var below = 0L;
        for (var at = 0; at < histogram.Counts.Length; at++)
        {
            below += histogram.Counts[at];
            bytes.PutBucket(name, labels, at < histogram.Bounds.Length ? histogram.Bounds[at] : double.PositiveInfinity);
            bytes.Put(below);
            if (withExemplars && at < histogram.Exemplars.Length && histogram.Exemplars[at] is { } exemplar)
                PutExemplar(bytes, exemplar);
            bytes.Put("\n"u8);
        }

        bytes.PutSeries(name, "_sum"u8, labels);
        bytes.Put(histogram.Sum);
        bytes.Put("\n"u8);
        bytes.PutSeries(name, "_count"u8, labels);
        bytes.Put(below);
        bytes.Put("\n"u8);
    }

    private static void PutExemplar(MetricBytes bytes, MetricExemplar exemplar)
    {
        bytes.Put(" # {"u8);
        bytes.Put(exemplar.Labels.Written);
        bytes.Put("} "u8);
        bytes.Put(exemplar.Value);
        bytes.Put(" "u8);
        bytes.Put(exemplar.At.ToUnixTimeMilliseconds() / 1000.0);
    }
}
