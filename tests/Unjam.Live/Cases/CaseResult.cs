using System.Collections.Immutable;
using System.Text.Json;

namespace Unjam.Live;

/// <summary>What the shipped command said of a case, and what is wrong with that.</summary>
/// <param name="Found">Ids of the findings.</param>
/// <param name="Wrong">What differs from the truth, a sentence each; empty when all is right.</param>
public sealed record CaseResult(Case Case, Interpreter Python, ImmutableArray<string> Found, ImmutableArray<string> Wrong)
{
    /// <summary>Starts the case, runs <c>out/unjam diagnose --json</c> on it and compares.</summary>
    public static CaseResult Of(Case each, Interpreter python)
    {
        using var target = each.Start(python);
        var run = CommandRun.Unjam("diagnose", $"{Case.ProcessOf(target)}", "--json");
        if (run.ExitCode != 0)
            return new CaseResult(each, python, [], [$"exit code {run.ExitCode}: {run.Errors}"]);
        var report = JsonSerializer.Deserialize<JsonElement>(run.Output);
        var findings = report.GetProperty("findings").EnumerateArray().ToArray();
        var found = findings.Select(finding => finding.GetProperty("id").GetString()!).ToImmutableArray();
        return new CaseResult(each, python, found, [.. Differences(each, target, report, findings, found)]);
    }

    private static IEnumerable<string> Differences(
        Case each, LiveTarget target, JsonElement report, JsonElement[] findings, ImmutableArray<string> found)
    {
        var expected = each.Finding is null ? [] : ImmutableArray.Create(each.Finding);
        if (!found.SequenceEqual(expected))
        {
            yield return $"found {Words(found)}, expected {Words(expected)}: {report}";
            yield break;
        }

        if (each.Cause is { } cause && Text(findings[0], "cause") != cause)
            yield return $"the cause is {Text(findings[0], "cause")}, not {cause}";
        if (each.Function is { } function)
        {
            var culprit = findings[0].GetProperty("culprit");
            var at = culprit.ValueKind == JsonValueKind.Object
                // 3.11 and later keep the qualified name
                ? $"{Text(culprit, "function")!.Split('.')[^1]} {Text(culprit, "file")}:{culprit.GetProperty("line")}"
                : "nobody";
            if (at != $"{function} {target.Script}:{target.CulpritLine}")
                yield return $"the culprit is {at}, not {function} at line {target.CulpritLine}";
        }

        if (each.Pool is { } pool && !report.GetProperty("pools").EnumerateArray().Any(row => Text(row, "name")!.StartsWith(pool, StringComparison.Ordinal)))
            yield return $"pool {pool} is missing";
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static string Words(ImmutableArray<string> ids) => ids.IsEmpty ? "nothing" : string.Join(", ", ids);
}
