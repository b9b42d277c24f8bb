using System.Globalization;

namespace Unjam.Diagnosis;

/// <summary>Numbers as a person reads them: sensible digits, one unit.</summary>
internal static class Wording
{
    /// <summary>A duration: <c>0.25 ms</c>, <c>3.2 ms</c>, <c>180 ms</c>, <c>1.50 s</c>, <c>12.4 s</c>, <c>5 min 12 s</c>, <c>3 h 20 min</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        return seconds switch
        {
            < 0.001 => Text($"{seconds * 1000:0.##} ms"),
            < 0.00995 => Text($"{seconds * 1000:0.#} ms"),
            < 0.9995 => Text($"{seconds * 1000:0} ms"),
            < 9.995 => Text($"{seconds:0.00} s"),
            < 99.95 => Text($"{seconds:0.0} s"),
            < 3600 => Text($"{(int)(seconds / 60)} min {(int)seconds % 60} s"),
            _ => Text($"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60} min"),
        };
    }

    /// <summary>A number of things: <c>1 look</c>, <c>12 looks</c>.</summary>
    public static string Count(int count, string singular) =>
        count == 1 ? Text($"1 {singular}") : Text($"{count:#,0} {singular}s");

    /// <summary>A share: <c>93 %</c>.</summary>
    public static string Percent(double share) => Text($"{share * 100:0} %");

    /// <summary>A rate: <c>0.8/s</c>, <c>24/s</c>.</summary>
    public static string Rate(double perSecond) => perSecond < 10 ? Text($"{perSecond:0.0}/s") : Text($"{perSecond:#,0}/s");

    /// <summary>A name of the target's, cut in the middle of nowhere rather than across the screen.</summary>
    public static string Short(string name, int most) => name.Length <= most ? name : string.Concat(name.AsSpan(0, most - 1), "…");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
