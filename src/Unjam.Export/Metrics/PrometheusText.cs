using System.Buffers;

namespace Unjam.Export.Metrics;

/// <summary>Writes families in the Prometheus text format 0.0.4.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes them in their order, exemplars left out: the format has none.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<MetricFamily> families)
    {
        var bytes = new MetricBytes(output);
        foreach (var family in families.Where(family => !family.Samples.IsEmpty))
        {
            bytes.Put("# HELP "u8);
            bytes.Put(family.SampleName);
            bytes.Put(" "u8);
            bytes.PutHelp(family.Help, quotes: false);
            bytes.Put("\n# TYPE "u8);
            bytes.Put(family.SampleName);
            bytes.Put(family.Kind switch { MetricKind.Counter => " counter\n"u8, MetricKind.Histogram => " histogram\n"u8, _ => " gauge\n"u8 });
            MetricLines.Put(bytes, family, withExemplars: false);
        }
    }
}
