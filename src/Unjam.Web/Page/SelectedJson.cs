using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>Writes the one target that is shown in full.</summary>
internal static class SelectedJson
{
    public static void Write(
        Utf8JsonWriter json, TargetView target, TargetHistory? history, string version, Sections sections, PastHad? had)
    {
        json.WriteString("key", target.Key.ToString());
        sections.Write(json, "diagnosis", inner => WriteDiagnosis(inner, target.Report, version));
        sections.Write(json, "advice_pages", inner => WriteAdvicePages(inner, target.Report, history));
        sections.Write(json, "loops", inner => WriteLoops(inner, target));
        sections.Write(json, "pools", inner => WritePools(inner, target));
        if (history is null)
            return;
        PointsJson.Write(json, history.Points, had?.LastPoint);
        LanesJson.Write(json, history.Lanes, had?.Spans);
        sections.Write(json, "flames", inner => WriteFlames(inner, history));
        sections.Write(json, "tasks", inner => PastJson.WriteTasks(inner, history.Tasks));
        sections.Write(json, "stalls", inner => PastJson.WriteStalls(inner, history.Stalls));
    }

    private static void WriteDiagnosis(Utf8JsonWriter json, Report? report, string version)
    {
        if (report is null)
            json.WriteNullValue();
        else
            DiagnosisJson.Write(json, report, version);
    }

    private static void WriteAdvicePages(Utf8JsonWriter json, Report? report, TargetHistory? history)
    {
        json.WriteStartObject();
        var ids = (report?.Findings.Select(finding => finding.Id) ?? []).Concat(history?.Stalls.Select(stall => stall.Finding.Id) ?? []);
        foreach (var id in ids.Distinct().Order(StringComparer.Ordinal))
        {
            if (AdvicePages.Of(id) is { } page)
            {
                json.WritePropertyName(id);
                AdviceSections.Write(json, page);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteLoops(Utf8JsonWriter json, TargetView target)
    {
        json.WriteStartArray();
        foreach (var loop in target.Loops)
        {
            json.WriteStartObject();
            json.Identity("id", loop.Id);
            json.Text("name", loop.Name);
            json.WriteString("kind", Names.Of(loop.Kind));
            json.Seconds("blocked_seconds", loop.Blocked);
            json.Number("busy_ratio", loop.BusyRatio);
            json.Number("ready", loop.Ready);
            json.Number("tasks", loop.Tasks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePools(Utf8JsonWriter json, TargetView target)
    {
        json.WriteStartArray();
        foreach (var pool in target.Pools)
        {
            json.WriteStartObject();
            json.Identity("id", pool.Id);
            json.Text("name", pool.Name);
            json.WriteString("kind", Names.Of(pool.Kind));
            json.Number("limit", pool.Limit);
            json.WriteNumber("workers", pool.Workers);
            json.WriteNumber("busy", pool.Busy);
            json.Number("borrowed", pool.Borrowed);
            json.WriteNumber("queued", pool.Queued);
            json.Seconds("oldest_wait_seconds", pool.OldestWait);
            json.WriteNumber("submitted", pool.Submitted);
            json.WriteNumber("completed", pool.Completed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFlames(Utf8JsonWriter json, TargetHistory history)
    {
        json.WriteStartObject();
        json.WritePropertyName("loop_block");
        FlameTree.Of(history.LoopBlock).Write(json);
        json.WritePropertyName("pool_wait");
        FlameTree.Of(history.PoolWait).Write(json);
        json.WriteEndObject();
    }
}
