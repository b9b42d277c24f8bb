using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>What <c>out/unjam diagnose PID --json</c> said.</summary>
internal sealed record Diagnosis(CommandRun Run, JsonElement Document)
{
    public string Verdict => Document.GetProperty("verdict").GetString()!;

    /// <summary>Ids of the findings, worst first.</summary>
    public string[] Ids => [.. Document.GetProperty("findings").EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];

    public JsonElement Quality => Document.GetProperty("quality");

    public static Diagnosis Of(LiveTarget target, params string[] arguments)
    {
        var run = CommandRun.Unjam(["diagnose", $"{target.Pid}", "--json", .. arguments]);
        Assert.True(run.ExitCode == 0, $"Exit code {run.ExitCode}; it wrote: {run.Output}{run.Errors}\nThe target: {target}");
        return new Diagnosis(run, JsonSerializer.Deserialize<JsonElement>(run.Output));
    }

    /// <summary>The one finding that is expected; fails, with the whole document, when there is another one or none.</summary>
    public JsonElement OnlyFinding(string id)
    {
        Assert.True(Verdict == "findings" && Ids.SequenceEqual([id]), $"Expected only {id}: {Document}");
        return Document.GetProperty("findings")[0];
    }

    public JsonElement Loop(string kind) => Document.GetProperty("loops").EnumerateArray().Single(each => each.GetProperty("kind").GetString() == kind);

    public JsonElement Pool(string name) => Document.GetProperty("pools").EnumerateArray().Single(each => each.GetProperty("name").GetString()!.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Asserts that the culprit is a function of the target's script at the line that the script marks with <c># CULPRIT</c>.</summary>
    public static void AssertCulprit(JsonElement finding, LiveTarget target, string function)
    {
        var culprit = finding.GetProperty("culprit");
        // 3.11 and later keep the qualified name
        Assert.Equal(function, culprit.GetProperty("function").GetString()!.Split('.')[^1]);
        Assert.Equal(target.Script, culprit.GetProperty("file").GetString());
        Assert.Equal(target.CulpritLine, culprit.GetProperty("line").GetInt32());
    }
}
