using System.Globalization;

namespace Unjam.Cli.Commands;

/// <summary>Numbers on the command line: what makes sense is taken, anything else is refused with the reason.</summary>
internal static class Quantities
{
    private const double MostRate = 10_000;
    private const double LeastRate = 0.1;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600), ("", 1)];

    /// <summary>A duration such as <c>5</c>, <c>5s</c>, <c>500ms</c>, <c>2m</c>, <c>1h</c>; without a unit, seconds.</summary>
    /// <returns>null when it makes no sense.</returns>
    public static TimeSpan? Duration(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal) || !TryNumber(text[..^unit.Length], out var number))
                continue;
            var total = number * seconds;
            return total >= Shortest.TotalSeconds && total <= Longest.TotalSeconds ? TimeSpan.FromSeconds(total) : null;
        }

        return null;
    }

    /// <summary>Looks per second; null when the number makes no sense.</summary>
    public static double? Rate(string text) => TryNumber(text, out var rate) && rate is >= LeastRate and <= MostRate ? rate : null;

    /// <summary>A process id, decimal or hexadecimal with 0x; null when it is none.</summary>
    public static int? Pid(string text)
    {
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(isHexadecimal ? text[2..] : text, style, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null;
    }

    /// <summary>A number without sign or exponent; null when it is none.</summary>
    public static double? Number(string text) => TryNumber(text, out var number) ? number : null;

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
