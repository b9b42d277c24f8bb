using System.Buffers;

namespace Unjam.Export.Metrics;

/// <summary>Writes families in the OpenMetrics text format 1.0.0, with units and exemplars.</summary>
public static class OpenMetricsText
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>Writes them in their order, and the mark of the end.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<MetricFamily> families)
    {
        var bytes = new MetricBytes(output);
        foreach (var family in families.Where(family => !family.Samples.IsEmpty))
        {
            bytes.Put("# TYPE "u8);
            bytes.Put(family.Name);
            bytes.Put(family.Kind switch
            {
                MetricKind.Counter => " counter\n"u8,
                MetricKind.Histogram => " histogram\n"u8,
                MetricKind.Text => " info\n"u8,
                _ => " gauge\n"u8,
            });
            if (family.Unit.Length > 0)
            {
                bytes.Put("# UNIT "u8);
                bytes.Put(family.Name);
                bytes.Put(" "u8);
                bytes.Put(family.Unit);
                bytes.Put("\n"u8);
            }

            bytes.Put("# HELP "u8);
            bytes.Put(family.Name);
            bytes.Put(" "u8);
            bytes.PutHelp(family.Help, quotes: true);
            bytes.Put("\n"u8);
            MetricLines.Put(bytes, family, withExemplars: true);
        }

        bytes.Put("# EOF\n"u8);
    }
}
