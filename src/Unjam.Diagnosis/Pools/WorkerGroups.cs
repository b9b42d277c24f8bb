using System.Collections.Immutable;

namespace Unjam.Diagnosis;

/// <summary>Groups busy workers by what they do.</summary>
internal static class WorkerGroups
{
    /// <summary>Workers in the same function and call, most first.</summary>
    public static List<List<WorkerScene>> Of(IEnumerable<WorkerScene> scenes) =>
    [
        .. scenes.Where(scene => scene.At is not null)
            .GroupBy(scene => (scene.At!.Value.Function, scene.Called.Name))
            .Select(group => group.OrderByDescending(scene => scene.Held?.Duration).ToList())
            .OrderByDescending(group => group.Count),
    ];

    public static ImmutableArray<Doing> Doing(List<List<WorkerScene>> groups) =>
        [.. groups.Select(group => new Doing(group.Count, group[0].At!.Value, group[0].Called.Name, group[0].Held))];

    /// <summary>Groups as sentences: <c>4 workers: time.sleep in blocking_io_task (app.py:9), longest 0.8 s</c>.</summary>
    public static IEnumerable<string> Sentences(List<List<WorkerScene>> groups, int most = 4)
    {
        foreach (var group in groups.Take(most))
        {
            var first = group[0];
            var what = first.Called.Name is { } call && call != first.At!.Value.Function.Name ? $"{call} in " : first.Cause == Cause.Cpu ? "computing in " : "";
            var longest = first.Held is { } held ? $", longest {(held.IsLowerBound ? "≥ " : "")}{Wording.Of(held.Duration)}" : "";
            yield return $"{Wording.Count(group.Count, "worker")}: {what}{Blame.Place(first.At!.Value)}{longest}.";
        }
    }
}
