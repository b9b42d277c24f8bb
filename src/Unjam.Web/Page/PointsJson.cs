using System.Collections.Immutable;
using System.Text.Json;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>Writes the points of a target's past as columns of equal length, null where a loop or pool was absent.</summary>
internal static class PointsJson
{
    /// <param name="last">The last point that the reader has: its second may not have been over, so it is written again.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<HistoryPoint> points, DateTimeOffset? last)
    {
        HistoryPoint[] wanted = last is { } had ? [.. points.Where(point => point.At >= had)] : [.. points];
        json.WriteStartObject("points");
        json.WriteStartArray("at");
        foreach (var point in wanted)
            json.Time(point.At);
        json.WriteEndArray();
        json.WriteStartObject("loops");
        foreach (var id in wanted.SelectMany(point => point.Loops).Select(loop => loop.Loop).Distinct())
            WriteLoop(json, id, [.. wanted.Select(point => Find(point.Loops, id))]);
        json.WriteEndObject();
        json.WriteStartObject("pools");
        foreach (var id in wanted.SelectMany(point => point.Pools).Select(pool => pool.Pool).Distinct())
            WritePool(json, id, [.. wanted.Select(point => Find(point.Pools, id))]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static LoopPoint? Find(ImmutableArray<LoopPoint> loops, ulong id)
    {
        foreach (var loop in loops)
        {
            if (loop.Loop == id)
                return loop;
        }

        return null;
    }

    private static PoolPoint? Find(ImmutableArray<PoolPoint> pools, ulong id)
    {
        foreach (var pool in pools)
        {
            if (pool.Pool == id)
                return pool;
        }

        return null;
    }

    private static void WriteLoop(Utf8JsonWriter json, ulong id, LoopPoint?[] points)
    {
        json.WriteStartObject($"{id:x}");
        WriteColumn(json, "lag", points.Select(point => point?.Lag.TotalSeconds));
        WriteColumn(json, "blocked", points.Select(point => point?.Blocked.TotalSeconds));
        WriteColumn(json, "ready", points.Select(point => (double?)point?.Ready));
        json.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter json, ulong id, PoolPoint?[] points)
    {
        json.WriteStartObject($"{id:x}");
        WriteColumn(json, "busy", points.Select(point => (double?)point?.Busy));
        WriteColumn(json, "limit", points.Select(point => (double?)point?.Limit));
        WriteColumn(json, "queued", points.Select(point => (double?)point?.Queued));
        WriteColumn(json, "oldest", points.Select(point => point?.OldestWait.TotalSeconds));
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number)
                json.Short(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
