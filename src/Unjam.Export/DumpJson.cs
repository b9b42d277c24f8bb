using System.Text.Json;
using Unjam.Model;

namespace Unjam.Export;

/// <summary>Writes one look at a target as <c>unjam.dump/1</c>: see docs/json.md.</summary>
/// <param name="output">Where the document goes: one line.</param>
/// <param name="version">The version of Unjam.</param>
public sealed class DumpJson(Stream output, string version)
{
    /// <summary>Writes a look that was asked for everything.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Write(Target target, Snapshot look)
    {
        using var document = new JsonDocument("unjam.dump/1", version);
        var json = document.Writer;
        json.Target(target);
        json.WriteString("state", Names.Of(look.State));
        json.Flag("collecting", look.IsCollecting);
        json.WriteStartArray("threads");
        foreach (ref readonly var thread in look.Threads.Span)
            WriteThread(json, look, thread);
        json.WriteEndArray();
        json.WriteStartArray("loops");
        foreach (ref readonly var loop in look.Loops.Span)
            WriteLoop(json, look, loop);
        json.WriteEndArray();
        json.WriteStartArray("tasks");
        foreach (ref readonly var task in look.Tasks.Span)
            WriteTask(json, task);
        json.WriteEndArray();
        json.WriteStartArray("pools");
        foreach (ref readonly var pool in look.Pools.Span)
            WritePool(json, look, pool);
        json.WriteEndArray();
        json.WriteStartArray("gaps");
        foreach (ref readonly var gap in look.Gaps.Span)
        {
            json.WriteStartObject();
            json.Text("unit", gap.Unit);
            json.Text("reason", gap.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        document.WriteTo(output);
    }

    private static void WriteThread(Utf8JsonWriter json, Snapshot look, in TargetThread thread)
    {
        json.WriteStartObject();
        json.WriteNumber("thread_id", thread.NativeId);
        json.Text("name", thread.Name);
        json.WriteBoolean("holds_gil", thread.HoldsGil);
        json.Text("state", thread.Kernel.IsKnown ? thread.Kernel.State.ToString() : null);
        json.Number("system_call", thread.Kernel is { IsKnown: true, SystemCall: >= 0 and var call } ? call : null);
        json.Text("descriptor", thread.Kernel.Descriptor);
        json.Text("peer", thread.Kernel.Peer);
        WriteWait(json, look, thread.Wait);
        json.WriteString("stack_quality", Names.Of(thread.Quality));
        json.Frames("stack", thread.Stack);
        json.WriteEndObject();
    }

    private static void WriteWait(Utf8JsonWriter json, Snapshot look, in Wait wait)
    {
        if (wait.Kind == WaitKind.None)
        {
            json.WriteNull("wait");
            return;
        }

        json.WriteStartObject("wait");
        json.WriteString("kind", Names.Of(wait.Kind));
        json.Identity("on", wait.On);
        json.Number("owner_thread_id", wait.Owner == 0 ? null : wait.Owner);
        json.Number("loop", LoopOf(look, wait.Loop));
        json.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter json, Snapshot look, in Loop loop)
    {
        var isRunning = loop.Phase == LoopPhase.Running;
        json.WriteStartObject();
        json.WriteString("kind", Names.Of(loop.Kind));
        json.WriteNumber("thread_id", look.Threads[loop.Thread].NativeId);
        json.WriteString("phase", Names.Of(loop.Phase));
        json.Seconds("turn_seconds", isRunning ? look.At - loop.Turn.Began : null);
        json.Number("callback", isRunning && loop.Turn.Index >= 0 ? loop.Turn.Index : null);
        json.Number("callbacks", isRunning && loop.Turn.Count > 0 ? loop.Turn.Count : null);
        json.Text("task", loop.Task);
        json.Text("coroutine", loop.Coroutine?.Name);
        json.Number("ready_callbacks", loop.Ready);
        json.Number("timers", loop.Timers);
        json.Number("overdue_timers", loop.OverdueTimers);
        json.Number("tasks", loop.Tasks);
        json.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter json, in AsyncTask task)
    {
        json.WriteStartObject();
        json.Identity("id", task.Id);
        json.Text("name", task.Name);
        json.Number("loop", task.Loop >= 0 ? task.Loop : null);
        json.WriteBoolean("running", task.IsRunning);
        json.WriteBoolean("eager", task.IsEager);
        json.Text("awaits_on", task.AwaitsOn);
        json.Identity("awaits_id", task.AwaitsId);
        WriteAwaitedBy(json, task);
        json.Frames("awaits", task.Awaits);
        json.WriteEndObject();
    }

    private static void WriteAwaitedBy(Utf8JsonWriter json, in AsyncTask task)
    {
        if (task.AwaitedBy.IsDefault)
        {
            json.WriteNull("awaited_by");
            return;
        }

        json.WriteStartArray("awaited_by");
        foreach (var waiter in task.AwaitedBy)
            json.WriteStringValue($"{waiter:x}");
        json.WriteEndArray();
    }

    private static void WritePool(Utf8JsonWriter json, Snapshot look, in Pool pool)
    {
        json.WriteStartObject();
        json.Text("name", pool.Name);
        json.WriteString("kind", Names.Of(pool.Kind));
        json.Number("limit", pool.Limit);
        json.Number("borrowed", pool.Borrowed);
        json.Number("default_of_loop", LoopOf(look, pool.DefaultOfLoop));
        json.WriteStartArray("workers");
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            json.WriteStartObject();
            json.WriteNumber("thread_id", look.Threads[worker.Thread].NativeId);
            // whether a thread of the pool that a .NET process shares runs something, only its stack tells
            json.Flag("busy", pool.Kind == PoolKind.DotNetThreadPool ? null : worker.IsBusy);
            json.Text("runs", worker.Item.Function?.Name);
            json.Text("file", worker.Item.Function?.File);
            json.Number("line", worker.Item.Function?.FirstLine);
            json.WriteBoolean("awaits_result", worker.AwaitsResult != 0);
            json.Caller(worker.Item.Caller);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Number("busy", pool.Busy);
        json.Number("min_workers", pool.MinWorkers);
        json.Seconds("oldest_wait_seconds", pool.OldestWait);
        json.WriteNumber("queued", pool.Queued);
        json.WriteStartArray("queue");
        foreach (ref readonly var item in look.Queue.Of(pool.Queue))
        {
            json.WriteStartObject();
            json.Text("function", item.Function?.Name);
            json.Text("file", item.Function?.File);
            json.Number("line", item.Function?.FirstLine);
            json.Caller(item.Caller);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int? LoopOf(Snapshot look, ulong id)
    {
        for (var index = 0; id != 0 && index < look.Loops.Count; index++)
        {
            if (look.Loops[index].Id == id)
                return index;
        }

        return null;
    }
}
