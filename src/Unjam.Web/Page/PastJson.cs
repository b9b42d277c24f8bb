using System.Collections.Immutable;
using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>Writes the tasks and the stalls of a target.</summary>
internal static class PastJson
{
    private const int MostTasks = 300;

    public static void WriteTasks(Utf8JsonWriter json, ImmutableArray<TaskView> tasks)
    {
        json.WriteStartArray();
        foreach (var task in tasks.Take(MostTasks))
        {
            json.WriteStartObject();
            json.Identity("id", task.Id);
            json.Identity("loop", task.Loop);
            json.Text("name", task.Name);
            json.WriteBoolean("running", task.IsRunning);
            json.WritePropertyName("awaits");
            FrameText.WriteStack(json, task.Awaits);
            json.Text("awaits_on", task.AwaitsOn);
            json.Identity("awaits_id", task.AwaitsId);
            if (task.AwaitedBy.IsDefault)
                json.WriteNull("awaited_by");
            else
                json.Texts("awaited_by", task.AwaitedBy.Select(id => $"{id:x}"));
            json.Seconds("seen_seconds", task.Seen);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteStalls(Utf8JsonWriter json, ImmutableArray<Stall> stalls)
    {
        json.WriteStartArray();
        foreach (var stall in stalls)
        {
            var finding = stall.Finding;
            json.WriteStartObject();
            json.WriteNumber("number", stall.Number);
            json.Time("began", stall.Began);
            json.Seconds("duration_seconds", stall.Duration);
            json.WriteBoolean("over", stall.IsOver);
            json.Text("id", finding.Id);
            json.WriteString("severity", Names.Of(finding.Severity));
            json.Text("title", finding.Title);
            json.Text("cause", finding.Cause);
            json.Text("culprit", finding.Culprit is { } culprit ? FrameText.Of(culprit.Function, culprit.File, culprit.Line) : null);
            json.WritePropertyName("stack");
            FrameText.WriteStack(json, finding.Stack);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
