namespace Unjam.Executors;

/// <summary>Makes reports of blocks, and hands them to the log and the sink. Of one thread.</summary>
internal sealed class BlockReporter(LoopOptions options, LoopLog log)
{
    // a stack may cost its source a tenth of a second
    private static readonly TimeSpan BetweenStacks = TimeSpan.FromSeconds(5);

    private long lost;
    private long? stacksAt;
    private (long Id, NamedStack Stack)? seen;

    /// <summary>Reports and stacks that were lost because somebody threw.</summary>
    public long Lost => Volatile.Read(ref lost);

    /// <summary>Reports a callback that is slow, or was.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="item">The callback; null where only the thread is watched.</param>
    /// <param name="held">How long it has held the loop.</param>
    /// <param name="isOver">Whether it has ended.</param>
    /// <param name="wait">The synchronous wait it is in, or the longest it was in.</param>
    /// <param name="stack">What its thread was seen to execute, where it is in no such wait.</param>
    public void Report(long id, LoopItem? item, TimeSpan held, bool isOver, WaitInProgress? wait, NamedStack? stack)
    {
        // what was seen while it lasted is told again when it is over
        if (stack is not null)
            seen = (id, stack);
        else if (wait is null && seen is { } before && before.Id == id)
            stack = before.Stack;
        var report = new BlockReport
        {
            Loop = options.Name,
            Id = id,
            Callback = item is { } callback ? CallbackName.Of(callback).Name : "a callback",
            IsAtLeast = item is null,
            Duration = held,
            IsOver = isOver,
            Call = wait?.Call ?? stack?.Call,
            Caller = wait?.Caller ?? stack?.Caller,
            Stack = wait?.Stack ?? stack?.Stack,
        };
        log.Report(report);
        try
        {
            options.Sink?.Report(report);
        }
        catch (Exception failure)
        {
            Interlocked.Increment(ref lost);
            log.SinkFailed(failure);
        }
    }

    /// <summary>What a thread executes, as the source of stacks tells; null when it does not, when there is none, or when it was asked only lately.</summary>
    public NamedStack? TakeStack(int nativeThread)
    {
        if (options.Stacks is not { } source || (stacksAt is { } last && options.Time.GetElapsedTime(last) < BetweenStacks))
            return null;
        stacksAt = options.Time.GetTimestamp();
        try
        {
            foreach (var thread in source.Take(CancellationToken.None))
            {
                if (thread.NativeId == nativeThread && nativeThread != 0 && thread.Stack.Frames.Length > 0)
                    return NamedStack.Of(thread.Stack);
            }
        }
        catch (Exception failure)
        {
            Interlocked.Increment(ref lost);
            log.SinkFailed(failure);
        }

        return null;
    }
}
