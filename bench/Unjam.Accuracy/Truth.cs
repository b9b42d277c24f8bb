using System.Text.Json;
using Unjam.Model;

namespace Unjam.Accuracy;

/// <summary>One statement of a target's own oracle: what was so at some moment of a short span.</summary>
/// <param name="Values">Its numbers by what they count.</param>
internal sealed record Truth(Moment From, Moment Until, IReadOnlyDictionary<string, int> Values)
{
    public static Truth Parse(string line)
    {
        var told = JsonSerializer.Deserialize<JsonElement>(line["TRUTH ".Length..]);
        var loops = told.GetProperty("loops").EnumerateArray().ToArray();
        var values = new Dictionary<string, int>
        {
            ["loops"] = loops.Length,
            ["polling loops"] = loops.Count(loop => loop.GetProperty("polling").GetBoolean()),
        };
        foreach (var pool in told.GetProperty("pools").EnumerateArray())
        {
            var name = pool.GetProperty("name").GetString();
            values[$"limit of {name}"] = pool.GetProperty("max").GetInt32();
            values[$"workers of {name}"] = pool.GetProperty("threads").GetInt32();
            values[$"busy of {name}"] = pool.GetProperty("busy").GetInt32();
            values[$"queued of {name}"] = pool.GetProperty("queued").GetInt32();
        }

        var at = told.GetProperty("at");
        return new Truth(Moment.FromSeconds(at[0].GetDouble()), Moment.FromSeconds(at[1].GetDouble()), values);
    }

    /// <summary>What was so for longer than a moment: the values that the statements before and after this one repeat. The others changed within an interval.</summary>
    public Truth Between(Truth before, Truth after) =>
        this with { Values = Values.Where(each => before.Values.Contains(each) && after.Values.Contains(each)).ToDictionary() };

    /// <summary>What no look within an interval of this saw, nor lies between what they saw; null when all agrees.</summary>
    public string? Difference(Timeline timeline, TimeSpan interval)
    {
        Dictionary<string, (int Least, int Most)> seen = [];
        for (var i = 0; i < timeline.Count; i++)
        {
            // the looks next to the span on both sides belong to it, however late they came
            var isBefore = i + 1 < timeline.Count && timeline[i + 1].At < From - interval;
            var isAfter = i > 0 && timeline[i - 1].At > Until + interval;
            if (isBefore || isAfter)
                continue;
            foreach (var (name, value) in ValuesOf(timeline[i]))
                seen[name] = seen.TryGetValue(name, out var range) ? (Math.Min(range.Least, value), Math.Max(range.Most, value)) : (value, value);
        }

        foreach (var (name, value) in Values)
        {
            if (!seen.TryGetValue(name, out var range))
                return $"{name} is {value}, and no look saw it";
            if (value < range.Least || value > range.Most)
                return $"{name} is {value}, and looks saw {range.Least} to {range.Most}";
        }

        return null;
    }

    private static IEnumerable<(string Name, int Value)> ValuesOf(Snapshot look)
    {
        yield return ("loops", look.Loops.Count);
        yield return ("polling loops", look.Loops.Span.ToArray().Count(loop => loop.Phase == LoopPhase.Polling));
        foreach (var pool in look.Pools.Span.ToArray())
        {
            yield return ($"limit of {pool.Name}", pool.Limit ?? -1);
            yield return ($"workers of {pool.Name}", pool.Workers.Count);
            yield return ($"busy of {pool.Name}", look.Workers.Of(pool.Workers).ToArray().Count(worker => worker.IsBusy));
            yield return ($"queued of {pool.Name}", pool.Queued);
        }
    }
}
