using System.Globalization;

namespace Unjam.DotNet.Attach;

/// <summary>Which .NET versions Unjam can watch.</summary>
public static class KnownRuntimes
{
    private const int Oldest = 8;
    private const int Newest = 10;

    /// <summary>The first version whose runtime tells when a thread begins and ends to wait.</summary>
    private const int FirstWithWaits = 9;

    /// <summary>The known versions in words.</summary>
    public static string InWords => $"{Oldest} to {Newest}";

    /// <summary>Why a version cannot be watched and what to do, as the end of a sentence; null when it can.</summary>
    /// <param name="version">Such as <c>10.0.1</c> or <c>9.0.0-rc.2.24473.5</c>.</param>
    public static string? WhyNot(string version) => Major(version) switch
    {
        null => $"whose version makes no sense: Unjam knows .NET {InWords}",
        < Oldest => $"which is older than Unjam knows (.NET {InWords}): move the service to a newer .NET",
        > Newest => $"which is newer than this Unjam knows (.NET {InWords}): look for a newer Unjam",
        _ => null,
    };

    /// <summary>Whether the runtime tells of waits, with the stacks of those who wait.</summary>
    public static bool HasWaitEvents(string version) => Major(version) >= FirstWithWaits;

    private static int? Major(string version) =>
        int.TryParse(version.AsSpan(0, Math.Max(0, version.IndexOf('.', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
}
