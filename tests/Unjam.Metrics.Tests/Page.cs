using System.Buffers;
using System.Text;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Metrics.Tests;

/// <summary>A page of metrics as a scraper gets it.</summary>
internal static class Page
{
    public static FamilyOptions Plain { get; } = new("0.1.0");

    public static FamilyOptions Culprits { get; } = new("0.1.0", Culprits: true);

    public static string Prometheus(FleetView view, FamilyOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        PrometheusText.Write(output, FleetFamilies.Of(view, options ?? Plain));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string OpenMetrics(FleetView view, FamilyOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        OpenMetricsText.Write(output, FleetFamilies.Of(view, options ?? Plain));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Name and labels of every sample.</summary>
    public static IReadOnlyList<string> Series(string page) =>
        [.. page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => SeriesOf(line.Split(" # {")[0]))];

    /// <summary>The value of the only series that begins so.</summary>
    public static double Value(string page, string series) => double.Parse(
        Assert.Single(page.Split('\n'), line => line.StartsWith(series, StringComparison.Ordinal)).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);

    // a label may hold what looks like the end of the labels: the last one is the end
    private static string SeriesOf(string line) => line[..line.LastIndexOf(' ')];
}
