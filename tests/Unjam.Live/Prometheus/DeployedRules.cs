using System.Text.RegularExpressions;

namespace Unjam.Live;

/// <summary>The rules of deploy/prometheus.</summary>
public static partial class DeployedRules
{
    /// <summary>The recording rules.</summary>
    public static string Recording => Text("recording.yml");

    /// <summary>The alerts, in a hurry: what one must hold for is a second.</summary>
    public static string HurriedAlerts => For().Replace(Text("alerts.yml"), "for: 1s");

    /// <summary>A file of that folder.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", "prometheus", name));

    [GeneratedRegex(@"\bfor: \w+")]
    private static partial Regex For();
}
