using System.Buffers;
using System.Text;
using Unjam.Export.Metrics;

namespace Unjam.Export.Tests.Metrics;

public sealed class MetricTextTests
{
    private static readonly MetricLabels Shop = MetricLabels.None.With("target", "shop").With("pid", "12");

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_125);

    private static readonly MetricFamily[] Families =
    [
        new("tasks_done", MetricKind.Counter, "Tasks, \"done\".\nWith \\.", "", [new(Shop, 3)]),
        new("lag_seconds", MetricKind.Histogram, "Lag.", "seconds",
        [
            new(Shop, 0, new MetricHistogram([0.25, 1], [4, 0, 2], 7.5) { Exemplars = [null, null, new MetricExemplar("culprit", "fetch db.py:41", 3.5, At)] }),
            new(MetricLabels.None, 0, new MetricHistogram([1], [1, 0], 0.5)),
        ]),
        new("tool_build", MetricKind.Text, "Version.", "", [new(MetricLabels.None.With("version", "0.1.0"), 1)]),
        new("ratio", MetricKind.Gauge, "A ratio.", "", [new(MetricLabels.None, double.NaN), new(Shop, double.PositiveInfinity), new(Shop.With("x", "1"), -0.000001)]),
        new("nothing", MetricKind.Gauge, "Without samples.", "", []),
    ];

    [Fact]
    public void PrometheusText_OfEveryKind_IsExact() => Assert.Equal(
        """
        # HELP tasks_done_total Tasks, "done".\nWith \\.
        # TYPE tasks_done_total counter
        tasks_done_total{target="shop",pid="12"} 3
        # HELP lag_seconds Lag.
        # TYPE lag_seconds histogram
        lag_seconds_bucket{target="shop",pid="12",le="0.25"} 4
        lag_seconds_bucket{target="shop",pid="12",le="1.0"} 4
        lag_seconds_bucket{target="shop",pid="12",le="+Inf"} 6
        lag_seconds_sum{target="shop",pid="12"} 7.5
        lag_seconds_count{target="shop",pid="12"} 6
        lag_seconds_bucket{le="1.0"} 1
        lag_seconds_bucket{le="+Inf"} 1
        lag_seconds_sum 0.5
        lag_seconds_count 1
        # HELP tool_build_info Version.
        # TYPE tool_build_info gauge
        tool_build_info{version="0.1.0"} 1
        # HELP ratio A ratio.
        # TYPE ratio gauge
        ratio NaN
        ratio{target="shop",pid="12"} +Inf
        ratio{target="shop",pid="12",x="1"} -1E-06

        """, Prometheus(Families));

    [Fact]
    public void OpenMetricsText_OfEveryKind_IsExact() => Assert.Equal(
        """
        # TYPE tasks_done counter
        # HELP tasks_done Tasks, \"done\".\nWith \\.
        tasks_done_total{target="shop",pid="12"} 3
        # TYPE lag_seconds histogram
        # UNIT lag_seconds seconds
        # HELP lag_seconds Lag.
        lag_seconds_bucket{target="shop",pid="12",le="0.25"} 4
        lag_seconds_bucket{target="shop",pid="12",le="1.0"} 4
        lag_seconds_bucket{target="shop",pid="12",le="+Inf"} 6 # {culprit="fetch db.py:41"} 3.5 1790000000.125
        lag_seconds_sum{target="shop",pid="12"} 7.5
        lag_seconds_count{target="shop",pid="12"} 6
        lag_seconds_bucket{le="1.0"} 1
        lag_seconds_bucket{le="+Inf"} 1
        lag_seconds_sum 0.5
        lag_seconds_count 1
        # TYPE tool_build info
        # HELP tool_build Version.
        tool_build_info{version="0.1.0"} 1
        # TYPE ratio gauge
        # HELP ratio A ratio.
        ratio NaN
        ratio{target="shop",pid="12"} +Inf
        ratio{target="shop",pid="12",x="1"} -1E-06
        # EOF

        """, OpenMetrics(Families));

    [Fact]
    public void LabelValue_WithQuotesAndBackslashes_IsEscaped() =>
        Assert.EndsWith("""
            g{t="a\\b\"c\\nd"} 1

            """, Prometheus([Gauge("a\\b\"c\nd")]), StringComparison.Ordinal);

    [Fact]
    public void HostileNames_AsLabels_StayOnTheirLineAndCleanTwiceAlike()
    {
        foreach (var name in HostileNames.All)
        {
            var clean = MetricLabels.Clean(name);
            Assert.InRange(clean.Length, 1, MetricLabels.ValueLimit);
            Assert.Equal(clean, MetricLabels.Clean(clean));
            Assert.False(HostileNames.IsDangerous(clean), clean);
            Assert.Equal(3, Prometheus([Gauge(name)]).Count(character => character == '\n'));
        }
    }

    [Fact]
    public void Exemplar_OfAnyName_KeepsWithinTheLimitOfOpenMetrics()
    {
        foreach (var name in HostileNames.All)
        {
            var pair = Assert.Single(new MetricExemplar("culprit", name, 1, At).Labels.Pairs);
            Assert.InRange(pair.Key.Length + pair.Value.EnumerateRunes().Count(), 8, MetricExemplar.LabelLimit);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("le")]
    [InlineData("__name__")]
    [InlineData("9x")]
    [InlineData("a-b")]
    [InlineData("target")]
    public void LabelName_ThatCannotBeOrIsTaken_IsRefused(string name) => Assert.Throws<ArgumentException>(() => Shop.With(name, "x"));

    private static MetricFamily Gauge(string label) => new("g", MetricKind.Gauge, "A gauge.", "", [new(MetricLabels.None.With("t", label), 1)]);

    private static string Prometheus(IEnumerable<MetricFamily> families)
    {
        var output = new ArrayBufferWriter<byte>();
        PrometheusText.Write(output, families);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string OpenMetrics(IEnumerable<MetricFamily> families)
    {
        var output = new ArrayBufferWriter<byte>();
        OpenMetricsText.Write(output, families);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
