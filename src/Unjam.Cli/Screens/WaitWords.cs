using Unjam.Model;

namespace Unjam.Cli.Screens;

/// <summary>Says what a thread waits for, with what else is known of it: who holds it, which loop has to run.</summary>
internal static class WaitWords
{
    public static string Of(Snapshot look, Wait wait)
    {
        var words = wait.Kind switch
        {
            WaitKind.Result => "waits for a future's result",
            WaitKind.Queue => "waits for a queue",
            WaitKind.Condition => "waits for a condition",
            WaitKind.Lock => "waits for a lock",
            WaitKind.Join => wait.Owner == 0 ? "waits for a thread to end" : $"waits for thread {wait.Owner}{NameOf(look, wait.Owner)} to end",
            _ => "waits",
        };
        if (wait.Owner != 0 && wait.Kind != WaitKind.Join)
            words += $" held by thread {wait.Owner}{NameOf(look, wait.Owner)}";
        var others = 0;
        foreach (ref readonly var thread in look.Threads.Span)
            others += wait.On != 0 && thread.Wait.Kind == wait.Kind && thread.Wait.On == wait.On ? 1 : 0;
        if (others > 1)
            words += $", as {others - 1} more {(others == 2 ? "thread does" : "threads do")}";
        foreach (ref readonly var loop in look.Loops.Span)
            if (wait.Loop != 0 && loop.Id == wait.Loop)
                words += $", which the loop of thread {look.Threads[loop.Thread].NativeId}{NameOf(look, look.Threads[loop.Thread].NativeId)} has to bring";
        return words;
    }

    /// <summary>Says who waits for a work item; empty when nobody is known.</summary>
    public static string Of(Caller? caller) => caller switch
    {
        null => "",
        { IsCancelled: true, Task: "" } => "its caller has stopped waiting",
        { IsCancelled: true } => $"{Named(caller)} has stopped waiting",
        _ => $"for {Named(caller)}",
    };

    private static string Named(Caller caller) => $"task \"{caller.Task}\"{(caller.Coroutine is { } coroutine ? $" ({coroutine.Name})" : "")}";

    private static string NameOf(Snapshot look, int native)
    {
        foreach (ref readonly var thread in look.Threads.Span)
            if (thread.NativeId == native && thread.Name is { Length: > 0 } name)
                return $" \"{name}\"";
        return "";
    }
}
