using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Unjam.Export.Metrics;

/// <summary>Puts what both text formats share into a buffer.</summary>
internal readonly struct MetricBytes(IBufferWriter<byte> output)
{
    private const int LongestNumber = 32;

    public void Put(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Put(string text) => Encoding.UTF8.GetBytes(text, output);

    /// <summary>The text of a HELP line, in which a line feed would begin another line.</summary>
    public void PutHelp(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Put(quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped);
    }

    public void Put(long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out var length);
        output.Advance(length);
    }

    /// <summary>The shortest text that reads back as the same number; <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.</summary>
    public void Put(double value)
    {
        if (!double.IsFinite(value))
        {
            Put(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }

        value.TryFormat(output.GetSpan(LongestNumber), out var length, "R", CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    /// <summary>A bucket's bound as both formats write it: with a fraction, so that the two name the same series.</summary>
    public void PutBound(double value)
    {
        Put(value);
        if (double.IsInteger(value) && Math.Abs(value) < 1e15)
            Put(".0"u8);
    }

    /// <summary><c>name_suffix{labels} </c></summary>
    public void PutSeries(string name, ReadOnlySpan<byte> suffix, MetricLabels labels)
    {
        Put(name);
        Put(suffix);
        if (labels.Written.Length > 0)
        {
            Put("{"u8);
            Put(labels.Written);
            Put("}"u8);
        }

        Put(" "u8);
    }

    /// <summary><c>name_bucket{labels,le="bound"} </c></summary>
    public void PutBucket(string name, MetricLabels labels, double bound)
    {
        Put(name);
        Put("_bucket{"u8);
        Put(labels.Written);
        Put(labels.Written.Length > 0 ? ",le=\""u8 : "le=\""u8);
        PutBound(bound);
        Put("\"} "u8);
    }
}
