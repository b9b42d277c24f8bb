using System.Text;
using Unjam.Model;

namespace Unjam.Python.Tests;

/// <summary>Looks taken by tests, and snapshots as text that can be compared.</summary>
internal static class Looks
{
    /// <summary>Long after everything that a tape holds.</summary>
    public static Moment Late { get; } = new(long.MaxValue / 4);

    public static Snapshot Take(this PythonSight sight, LookDepth depth) => sight.Take(Late, depth);

    public static Snapshot Take(this PythonSight sight, Moment at, LookDepth depth)
    {
        var snapshot = new Snapshot();
        sight.Prefetch();
        snapshot.Begin(at, depth);
        sight.Read(snapshot);
        return snapshot;
    }

    /// <summary>Everything but the moment of the look.</summary>
    public static string ToText(this Snapshot snapshot)
    {
        var text = new StringBuilder();
        foreach (ref readonly var thread in snapshot.Threads.Span)
            text.Append("thread ").Append(thread.Name).Append(": ").AppendJoin(" < ", thread.Stack.Frames.Select(static frame => $"{frame.Function.Name}:{frame.Line}")).Append('\n');
        foreach (ref readonly var loop in snapshot.Loops.Span)
            text.Append($"loop {loop.Kind} on {loop.Thread} {loop.Phase} {loop.Turn} ready {loop.Ready} timers {loop.Timers} task {loop.Task} {loop.Coroutine?.Name} tasks {loop.Tasks}\n");
        foreach (ref readonly var pool in snapshot.Pools.Span)
        {
            text.Append($"pool {pool.Name} limit {pool.Limit} queued {pool.Queued}\n");
            foreach (ref readonly var worker in snapshot.Workers.Of(pool.Workers))
                text.Append($"  worker {worker.Thread} {worker.Item} awaits {worker.AwaitsResult:x}\n");
            foreach (ref readonly var item in snapshot.Queue.Of(pool.Queue))
                text.Append($"  item {item}\n");
        }

        foreach (ref readonly var task in snapshot.Tasks.Span)
            text.Append($"task {task.Name} on loop {task.Loop} awaits {task.AwaitsOn}: ").AppendJoin(" < ", task.Awaits.Frames.Select(static frame => $"{frame.Function.Name}:{frame.Line}")).Append('\n');
        foreach (ref readonly var gap in snapshot.Gaps.Span)
            text.Append($"gap {gap.Unit}: {gap.Reason}\n");
        return text.ToString();
    }
}
