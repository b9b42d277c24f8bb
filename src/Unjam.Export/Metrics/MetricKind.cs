namespace Unjam.Export.Metrics;

/// <summary>What the numbers of a family are.</summary>
public enum MetricKind
{
    /// <summary>It can go up and down.</summary>
    Gauge,

    /// <summary>It only goes up, from zero; its samples carry the suffix <c>_total</c>.</summary>
    Counter,

    /// <summary>Observations counted in buckets, with their sum.</summary>
    Histogram,

    /// <summary>Always 1: what it says stands in its labels; its samples carry the suffix <c>_info</c>.</summary>
    Text,
}
