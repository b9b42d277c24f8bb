using System.Globalization;
using Unjam.Fleet;

namespace Unjam.Web.Reading;

/// <summary>Reads keys of targets out of URLs.</summary>
internal static class TargetKeys
{
    /// <summary>The key that <see cref="TargetKey.ToString"/> has written; null when it is none.</summary>
    public static TargetKey? Parse(string text)
    {
        var parts = text.Split('-', 3);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? new TargetKey(pid, start)
                : null;
    }
}
