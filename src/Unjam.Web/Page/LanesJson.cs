using System.Collections.Immutable;
using System.Text.Json;
using Unjam.Export;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Page;

/// <summary>Writes lanes. Stacks stand once each in the table <c>stacks</c> beside them; a span names its row.</summary>
internal static class LanesJson
{
    private const int MostLanes = 256;

    // A loop of short turns makes thousands: the newest are what one looks at.
    private const int MostSpans = 400;

    public static void Write(Utf8JsonWriter json, ImmutableArray<Lane> lanes, DateTimeOffset? since)
    {
        var rows = new Dictionary<Stack, int>(ReferenceEqualityComparer.Instance);
        json.WriteStartArray("lanes");
        foreach (var lane in lanes.Take(MostLanes))
        {
            json.WriteStartObject();
            json.Text("name", lane.Name);
            json.Identity("of", lane.Of);
            json.WriteBoolean("is_loop", lane.IsLoop);
            json.WriteStartArray("spans");
            foreach (var span in lane.Spans.Where(span => since is not { } had || span.To >= had).TakeLast(MostSpans))
                WriteSpan(json, span, rows);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("stacks");
        foreach (var stack in rows.OrderBy(row => row.Value).Select(row => row.Key))
            FrameText.WriteStack(json, stack);
        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, LaneSpan span, Dictionary<Stack, int> rows)
    {
        json.WriteStartObject();
        json.Time("from", span.From);
        json.Time("to", span.To);
        json.Text("label", span.Frame is { } frame ? FrameText.Short(frame) : null);
        json.WriteBoolean("block", span.IsBlock);
        if (!rows.TryGetValue(span.Stack, out var row))
            rows[span.Stack] = row = rows.Count;
        json.WriteNumber("stack", row);
        json.WriteEndObject();
    }
}
