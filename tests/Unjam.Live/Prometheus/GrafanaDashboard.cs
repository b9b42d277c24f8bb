using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Unjam.Live;

/// <summary>What the dashboard of deploy/ asks of Prometheus, as Grafana asks it.</summary>
public static partial class GrafanaDashboard
{
    private static readonly Lazy<JsonElement> Document = new(
        () => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "unjam.json"))));

    /// <summary>The queries of all panels.</summary>
    public static ImmutableArray<string> Queries =>
        [.. Document.Value.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => AsAsked(target.GetProperty("expr").GetString()!)))];

    /// <summary>The labels that its variables list, each with the series whose labels they are.</summary>
    public static ImmutableArray<(string Label, string Selector)> Variables =>
        [.. Document.Value.GetProperty("templating").GetProperty("list").EnumerateArray().Where(variable => variable.GetProperty("type").GetString() == "query")
            .Select(variable => LabelValues().Match(variable.GetProperty("definition").GetString()!))
            .Select(match => (match.Groups["label"].Value, AsAsked(match.Groups["selector"].Value)))];

    private static string AsAsked(string expression) => expression
        .Replace("$__rate_interval", "10s", StringComparison.Ordinal).Replace("$job", ".*", StringComparison.Ordinal)
        .Replace("$target", ".*", StringComparison.Ordinal).Replace("$pid", ".*", StringComparison.Ordinal);

    [GeneratedRegex(@"^label_values\((?<selector>.+), (?<label>\w+)\)$")]
    private static partial Regex LabelValues();
}
