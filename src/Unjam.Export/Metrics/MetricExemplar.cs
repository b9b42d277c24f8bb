namespace Unjam.Export.Metrics;

/// <summary>One observation of a bucket with one label that tells whose it was.</summary>
public sealed class MetricExemplar
{
    /// <summary>Most characters that names and values of an exemplar's labels may have together, by OpenMetrics.</summary>
    public const int LabelLimit = 128;

    /// <param name="name">Name of the label, short enough that a cleaned value fits beside it.</param>
    /// <param name="label">Its value: anything.</param>
    /// <param name="value">The observation.</param>
    /// <param name="at">When it was made.</param>
    public MetricExemplar(string name, string label, double value, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LabelLimit - MetricLabels.ValueLimit);
        (Labels, Value, At) = (MetricLabels.None.With(name, label), value, at);
    }

    public MetricLabels Labels { get; }

    public double Value { get; }

    public DateTimeOffset At { get; }
}
