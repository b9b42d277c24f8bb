using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The tasks as they were last read: some hundred of them, those that are known longest first.</summary>
internal sealed class TasksSeen
{
    private const int Most = 300;

    private Dictionary<ulong, Moment> first = [];

    public ImmutableArray<TaskView> View { get; private set; } = [];

    /// <summary>Takes a look that read all tasks.</summary>
    public void See(Snapshot look)
    {
        var seen = new Dictionary<ulong, Moment>();
        var rows = new List<int>();
        var tasks = look.Tasks.Span;
        for (var i = 0; i < tasks.Length && rows.Count < Most; i++)
            Take(tasks[i], i, first.TryGetValue(tasks[i].Id, out var since) ? since : null);
        for (var i = 0; i < tasks.Length && rows.Count < Most; i++)
            Take(tasks[i], i, look.At);
        first = seen;
        View = [.. rows.Select(row => Of(look, look.Tasks[row], seen[look.Tasks[row].Id])).OrderByDescending(task => task.Seen)];

        void Take(in AsyncTask task, int row, Moment? since)
        {
            if (since is { } moment && seen.TryAdd(task.Id, moment))
                rows.Add(row);
        }
    }

    private static TaskView Of(Snapshot look, in AsyncTask task, Moment since) =>
        new(task.Id, task.Loop >= 0 && task.Loop < look.Loops.Count ? look.Loops[task.Loop].Id : 0, task.Name, task.Awaits, task.IsRunning,
            task.AwaitsOn, task.AwaitsId, task.AwaitedBy, look.At - since);
}
