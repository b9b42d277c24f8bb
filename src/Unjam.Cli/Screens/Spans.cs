using System.Globalization;
using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>Durations in words, with their honesty.</summary>
internal static class Spans
{
    /// <summary>A duration to about three digits: <c>0.3 ms</c>, <c>340 ms</c>, <c>1.25 s</c>, <c>5.0 s</c>, <c>12.4 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => "0 ms",
        { TotalMilliseconds: < 9.95 } => Format(span.TotalMilliseconds, "0.0", "ms"),
        { TotalMilliseconds: < 999.5 } => Format(span.TotalMilliseconds, "0", "ms"),
        { TotalSeconds: < 9.995 } => Format(span.TotalSeconds, "0.0#", "s"),
        { TotalSeconds: < 119.95 } => Format(span.TotalSeconds, "0.0", "s"),
        { TotalMinutes: < 120 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(long)span.TotalHours} h {span.Minutes} min",
    };

    /// <summary>A duration as it was seen: <c>≥ 12.4 s</c> when it is a lower bound, <c>340 ms ± 10 ms</c> when it was sampled.</summary>
    public static string Of(Held held) => held switch
    {
        { IsLowerBound: true } => $"≥ {Of(held.Duration)}",
        { Uncertainty.Ticks: > 0 } => $"{Of(held.Duration)} ± {Of(held.Uncertainty)}",
        _ => Of(held.Duration),
    };

    /// <summary>A share of one, as percent.</summary>
    public static string Percent(double ratio) =>
        Format(ratio * 100, ratio is >= 0.0995 or 0 ? "0" : "0.0", "%");

    private static string Format(double number, string digits, string unit) =>
        number.ToString(digits, CultureInfo.InvariantCulture) + " " + unit;
}
