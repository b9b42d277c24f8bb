using System.Globalization;

namespace Unjam.Export.Metrics;

/// <summary>Names as labels, no two alike: two names may become one when they are cleaned or cut.</summary>
public sealed class UniqueNames
{
    private const int RoomForNumber = 8;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The name cleaned, with a number behind it when another has it already.</summary>
    public string Of(string name)
    {
        var clean = MetricLabels.Clean(name);
        if (taken.Add(clean))
            return clean;
        var shorter = MetricLabels.Clean(name, MetricLabels.ValueLimit - RoomForNumber);
        for (var number = 2; ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{shorter} #{number}");
            if (taken.Add(numbered))
                return numbered;
        }
    }
}
