using System.Globalization;

namespace Unjam.Export;

/// <summary>Reads what a client would rather have (RFC 9110, 12.5).</summary>
public static class AcceptedFormats
{
    private const string OpenMetrics = "application/openmetrics-text";
    private const string Plain = "text/plain";
    private const int MostOffers = 32;

    /// <summary>Which of the two metric formats a scraper would rather have.</summary>
    /// <param name="accept">The header; empty when there is none.</param>
    public static bool PreferOpenMetrics(string accept)
    {
        var (open, plain) = (0.0, 0.0);
        foreach (var offer in accept.Split(',').Take(MostOffers))
        {
            var parts = offer.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0].Equals(OpenMetrics, StringComparison.OrdinalIgnoreCase) && IsKnownVersion(parts))
                open = Math.Max(open, Weight(parts));
            else if (parts[0].Equals(Plain, StringComparison.OrdinalIgnoreCase))
                plain = Math.Max(plain, Weight(parts));
        }

        return open > 0 && open >= plain;
    }

    /// <summary>Whether a client takes an encoding.</summary>
    /// <param name="accept">The header; empty when there is none.</param>
    public static bool Takes(string accept, string encoding) => accept.Split(',').Take(MostOffers)
        .Select(offer => offer.Split(';', StringSplitOptions.TrimEntries))
        .Any(parts => parts[0].Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase) && Weight(parts) > 0);

    private static bool IsKnownVersion(string[] parts)
    {
        var version = Array.Find(parts, part => part.StartsWith("version=", StringComparison.OrdinalIgnoreCase));
        return version is null || version.AsSpan("version=".Length).Trim('"') is "1.0.0" or "0.0.1";
    }

    private static double Weight(string[] parts)
    {
        var text = Array.Find(parts, part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        if (text is null)
            return 1;
        return double.TryParse(text.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }
}
