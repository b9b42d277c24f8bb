using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Screens;

/// <summary>Shows one look at a target: threads with their stacks, loops with their tasks, pools with their work.</summary>
internal static class DumpScreen
{
    private const int MostTasks = 200;
    private const int MostQueued = 20;
    private const int MostWaiters = 4;

    public static void Write(Paper paper, Target target, Snapshot look)
    {
        Header.Write(paper, target, look.Loops.Span.ToArray().Select(loop => loop.Kind));
        if (look.State != TargetState.Running)
            paper.Line($"{Ink.Warning}The process is {Names.Of(look.State)}{Ink.Plain}: nothing in it can run.");
        if (look.IsCollecting == true)
            paper.Line($"{Ink.Warning}The garbage collector runs{Ink.Plain}: none of the process's own code does.");
        var isDotNet = target.Runtime == "dotnet";
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (!isDotNet || thread.Quality != StackQuality.Unread)
                WriteThread(paper, look, thread, isDotNet);
        }

        if (isDotNet)
            WriteStackless(paper, look);
        for (var index = 0; index < look.Loops.Count; index++)
            WriteLoop(paper, look, index);
        WriteTasks(paper, look, loop: -1);
        foreach (ref readonly var pool in look.Pools.Span)
            WritePool(paper, look, pool);
        if (look.Gaps.Count > 0)
            paper.Blank();
        foreach (ref readonly var gap in look.Gaps.Span)
            paper.Line($"{Ink.Dim}not read: {gap.Unit}: {gap.Reason:sentence}{Ink.Plain}", 2);
    }

    // threads of the runtime itself run no managed code: a line for all of them, for there are always some
    private static void WriteStackless(Paper paper, Snapshot look)
    {
        var names = new List<string>();
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (thread.Quality == StackQuality.Unread)
                names.Add($"{thread.NativeId}{(thread.Name is { Length: > 0 } name ? $" \"{name}\"" : "")}{(thread.Kernel.IsKnown && thread.Kernel.State != 'S' ? $" ({StateOf(thread.Kernel)})" : "")}");
        }

        if (names.Count == 0)
            return;
        paper.Blank();
        paper.Line($"{Ink.Bold}Threads without managed code{Ink.Plain} as far as is known: {Ink.Dim}{string.Join(", ", names)}{Ink.Plain}", 4);
    }

    private static void WriteThread(Paper paper, Snapshot look, in TargetThread thread, bool isDotNet)
    {
        paper.Blank();
        var facts = new List<string>();
        if (thread.HoldsGil)
            facts.Add("holds the GIL");
        if (thread.Kernel.IsKnown)
            facts.Add(StateOf(thread.Kernel));
        if (thread.Wait.Kind != WaitKind.None)
            facts.Add(WaitWords.Of(look, thread.Wait));
        if (thread.Quality is StackQuality.Moving)
            facts.Add(isDotNet ? "it may have run since its stack was taken" : "it ran while it was read");
        if (thread.Quality is StackQuality.Truncated)
            facts.Add("its oldest frames could not be read");
        if (thread.Quality is StackQuality.Unread)
            facts.Add("its stack could not be read");
        paper.Line($"{Ink.Bold}Thread {thread.NativeId}{Ink.Plain}{(thread.Name is { } name ? $" \"{name}\"" : "")}{(facts.Count > 0 ? "  " + string.Join(", ", facts) : ""):sentence}", 4);
        StackLines.WriteAll(paper, thread.Stack.Frames, 4);
    }

    private static string StateOf(KernelState kernel)
    {
        var state = kernel.State switch
        {
            'R' => "running",
            'S' => "sleeping",
            'D' => "in uninterruptible wait",
            'T' => "stopped",
            't' => "traced",
            'Z' or 'X' => "dead",
            var other => $"state {other}",
        };
        return state + (kernel.WaitsForGil ? ", waits for the GIL" : "") + (kernel.Descriptor is { } file ? $", on {file}" : "") + (kernel.Peer is { } peer ? $" to {peer}" : "");
    }

    private static void WriteLoop(Paper paper, Snapshot look, int index)
    {
        ref readonly var loop = ref look.Loops[index];
        paper.Blank();
        var facts = new List<string>();
        if (loop.Phase == LoopPhase.Running)
            facts.Add(Running(look, loop));
        else
            facts.Add(loop.Phase == LoopPhase.Polling ? "waits for events" : "could not be read");
        if (loop.Task is { } task)
            facts.Add($"in task \"{task}\"{(loop.Coroutine is { } coroutine ? $" ({coroutine.Name})" : "")}");
        if (loop.Ready is { } ready)
            facts.Add($"{ready} ready");
        if (loop.Timers is { } timers)
            facts.Add($"{timers} timers{(loop.OverdueTimers is > 0 and var late ? $", {late} overdue" : "")}");
        paper.Line($"{Ink.Bold}Loop{Ink.Plain} {Names.Of(loop.Kind)} in \"{NameOf(look, loop.Thread)}\"  {string.Join(" · ", facts):sentence}", 4);
        WriteTasks(paper, look, index);
    }

    private static string Running(Snapshot look, in Loop loop)
    {
        var place = loop.Turn.Count > 0 && loop.Turn.Index >= 0 ? $" (callback {loop.Turn.Index + 1} of {loop.Turn.Count})" : "";
        return $"runs callbacks for {Spans.Of(look.At - loop.Turn.Began)}{place}";
    }

    private static void WriteTasks(Paper paper, Snapshot look, int loop)
    {
        var (shown, more) = (0, 0);
        foreach (ref readonly var task in look.Tasks.Span)
        {
            if (task.Loop != loop)
                continue;
            if (shown == MostTasks)
            {
                more++;
                continue;
            }

            if (shown++ == 0 && loop < 0)
                paper.Line($"{Ink.Bold}Tasks whose loop is not known{Ink.Plain}");
            paper.Line($"  Task \"{task.Name}\"  {(task.IsRunning ? "runs" : task.AwaitsOn is { } kind ? $"waits for {kind}" : "waits")}{(task.IsEager ? ", begun eagerly" : "")}{AwaitedBy(look, task)}", 6);
            StackLines.WriteAll(paper, task.Awaits.Frames, 6);
        }

        if (more > 0)
            paper.Line($"  … {more} more tasks: see --json");
    }

    private static string AwaitedBy(Snapshot look, in AsyncTask task)
    {
        if (task.AwaitedBy is not { IsDefaultOrEmpty: false } waiters)
            return "";
        var names = new List<string>();
        foreach (ref readonly var other in look.Tasks.Span)
            if (names.Count < MostWaiters && waiters.Contains(other.Id))
                names.Add($"\"{other.Name}\"");
        return names.Count == 0 ? "" : $", awaited by {string.Join(", ", names)}{(waiters.Length > names.Count ? ", …" : "")}";
    }

    private static void WritePool(Paper paper, Snapshot look, in Pool pool)
    {
        paper.Blank();
        var workers = look.Workers.Of(pool.Workers);
        var busy = 0;
        foreach (ref readonly var worker in workers)
            busy += worker.IsBusy ? 1 : 0;
        paper.Line($"{Ink.Bold}Pool{Ink.Plain} \"{pool.Name}\"  {Names.Of(pool.Kind)} · {Occupancy(pool, busy, workers.Length)}", 4);
        // what its threads run stands with the threads, and what waits in it is nobody's to read
        if (pool.Kind == PoolKind.DotNetThreadPool)
            return;
        var table = new Table(4);
        foreach (ref readonly var worker in workers)
        {
            table.Add(
                $"{NameOf(look, worker.Thread)}",
                worker.IsBusy ? (Words)$"{worker.Item.Function?.Name ?? "runs an item that could not be read"}" : (Words)$"{Ink.Dim}idle{Ink.Plain}",
                worker.Item.Function is { } function ? StackLines.Place(function.File, function.FirstLine) : (Words)$"",
                $"{(worker.AwaitsResult != 0 ? "waits for a future's result" : "")}",
                $"{WaitWords.Of(worker.Item.Caller)}");
        }

        table.WriteTo(paper);
        WriteQueue(paper, look, pool);
    }

    /// <summary>A limiter is full by its tokens, whoever works; another pool by its workers.</summary>
    private static string Occupancy(in Pool pool, int busy, int workers) => pool.Borrowed is { } taken
        ? $"{taken}{(pool.Limit is { } tokens ? $"/{tokens}" : "")} tokens taken · {busy}/{workers} workers busy · {pool.Queued} wait for a token"
        : pool.Kind == PoolKind.DotNetThreadPool
        ? $"{(pool.Busy is { } counted ? $"{counted}/{workers}" : workers)} threads{(pool.Busy is null ? "" : " busy")}{(pool.MinWorkers is { } least ? $", minimum {least}" : "")} · queue {pool.Queued}{Oldest(pool)}"
        : $"{busy}/{pool.Limit ?? workers} workers busy · queue {pool.Queued}{Oldest(pool)}";

    private static string Oldest(in Pool pool) => pool.OldestWait is { Ticks: > 0 } wait ? $" · oldest waits ≥ {Spans.Of(wait)}" : "";

    private static void WriteQueue(Paper paper, Snapshot look, in Pool pool)
    {
        var counts = new Dictionary<Function, int>();
        var unread = pool.Queued;
        foreach (ref readonly var item in look.Queue.Of(pool.Queue))
        {
            if (item.Function is not { } function)
                continue;
            counts[function] = counts.GetValueOrDefault(function) + 1;
            unread--;
        }

        var word = pool.Borrowed is null ? "queued" : "waiting";
        var table = new Table(4);
        foreach (var (function, count) in counts.OrderByDescending(entry => entry.Value).Take(MostQueued))
            table.Add($"{word} {count} × {function.Name}", StackLines.Place(function.File, function.FirstLine));
        if (unread > 0 && pool.Queued > 0)
            table.Add($"{word} {unread} × (what they call was not read)");
        table.WriteTo(paper);
    }

    private static string NameOf(Snapshot look, int thread) =>
        look.Threads[thread] is { Name: { Length: > 0 } name } ? name : $"thread {look.Threads[thread].NativeId}";
}
