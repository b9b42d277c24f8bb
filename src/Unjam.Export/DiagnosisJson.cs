using System.Text.Json;
using Unjam.Diagnosis;

namespace Unjam.Export;

/// <summary>Writes a report as <c>unjam.diagnosis/1</c>: see docs/diagnosis.schema.json.</summary>
/// <param name="output">Where the document goes: one line.</param>
/// <param name="version">The version of Unjam.</param>
public sealed class DiagnosisJson(Stream output, string version) : ISink
{
    /// <inheritdoc/>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Take(Report report)
    {
        using var document = new JsonDocument("unjam.diagnosis/1", version);
        WriteMembers(document.Writer, report);
        document.WriteTo(output);
    }

    /// <summary>Writes a report as a value of its own, for a document that holds it.</summary>
    /// <param name="version">The version of Unjam.</param>
    public static void Write(Utf8JsonWriter json, Report report, string version)
    {
        json.WriteStartObject();
        JsonDocument.WriteOrigin(json, "unjam.diagnosis/1", version);
        WriteMembers(json, report);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Report report)
    {
        json.Target(report.Target);
        json.WriteString("verdict", Names.Of(report.Outcome));
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
            WriteFinding(json, finding);
        json.WriteEndArray();
        json.Texts("undecided", report.Undecided);
        json.WriteStartArray("loops");
        foreach (var loop in report.Loops)
            WriteLoop(json, loop);
        json.WriteEndArray();
        json.WriteStartArray("pools");
        foreach (var pool in report.Pools)
            PoolJson.Write(json, pool);
        json.WriteEndArray();
        WriteQuality(json, report.Quality);
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.Text("id", finding.Id);
        json.WriteString("severity", Names.Of(finding.Severity));
        json.Text("title", finding.Title);
        json.Text("subject", finding.Subject);
        json.Text("cause", finding.Cause);
        WriteCulprit(json, finding.Culprit);
        json.Frames("stack", finding.Stack);
        json.Seconds("held_seconds", finding.Held?.Duration);
        json.WriteBoolean("held_is_lower_bound", finding.Held?.IsLowerBound ?? false);
        json.Seconds("held_uncertainty_seconds", finding.Held?.Uncertainty);
        json.Texts("evidence", finding.Evidence);
        json.Texts("consequences", finding.Consequences);
        json.WriteStartArray("advice");
        foreach (var advice in finding.Advice)
        {
            json.WriteStartObject();
            json.Text("summary", advice.Summary);
            json.Text("before", advice.Before);
            json.Text("after", advice.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCulprit(Utf8JsonWriter json, Culprit? culprit)
    {
        if (culprit is null)
        {
            json.WriteNull("culprit");
            return;
        }

        json.WriteStartObject("culprit");
        json.Text("function", culprit.Function);
        json.Text("file", culprit.File);
        json.WriteNumber("line", culprit.Line);
        json.Text("thread", culprit.Thread);
        json.Text("task", culprit.Task);
        json.Text("call", culprit.Call);
        json.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter json, LoopSummary loop)
    {
        json.WriteStartObject();
        json.Text("name", loop.Name);
        json.WriteString("kind", Names.Of(loop.Kind));
        json.WriteNumber("thread_id", loop.ThreadId);
        json.Number("busy_ratio", loop.BusyRatio);
        json.Seconds("blocked_seconds", loop.Blocked);
        json.Seconds("longest_block_seconds", loop.LongestBlock);
        json.Seconds("overdue_seconds", loop.Overdue);
        json.Number("ready_callbacks", loop.Ready);
        json.Number("tasks", loop.Tasks);
        json.WriteEndObject();
    }

    private static void WriteQuality(Utf8JsonWriter json, Quality quality)
    {
        json.WriteStartObject("quality");
        json.WriteNumber("looks", quality.Looks);
        json.WriteNumber("ok", quality.Ok);
        json.WriteNumber("degraded", quality.Degraded);
        json.WriteNumber("failed", quality.Failed);
        json.Seconds("paused_seconds", quality.Paused);
        json.Seconds("own_cpu_seconds", quality.OwnCpu);
        json.Seconds("watched_seconds", quality.Watched);
        json.Texts("gaps", quality.Gaps);
        json.WriteEndObject();
    }
}
