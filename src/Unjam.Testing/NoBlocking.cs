using Unjam.Executors;

namespace Unjam.Testing;

/// <summary>Assertions that asynchronous code does not block its thread, for any test framework.</summary>
public static class NoBlocking
{
    /// <summary>Runs asynchronous code on an event loop on the calling thread, and fails when something in it blocked the loop.</summary>
    /// <param name="code">The code under test. What it moves off the loop (<c>Task.Run</c>, <c>ConfigureAwait(false)</c>) is not watched there.</param>
    /// <param name="options">What counts as blocking.</param>
    /// <remarks>
    /// Found are all managed waits that are not over at once (tasks, events, semaphores, joins, processes), locks that are waited for longer than
    /// <see cref="NoBlockingOptions.LockPatience"/>, and callbacks that take longer than <see cref="NoBlockingOptions.SlowCallback"/> by sleeping, system calls or computation.
    /// Code in <see cref="Blocking.Allowed"/> may block.
    /// </remarks>
    /// <exception cref="BlockingFoundException">Something blocked; what the code threw itself, if it did, is the inner exception.</exception>
    /// <exception cref="InvalidOperationException">The calling code runs on an event loop itself.</exception>
    public static void Assert(Func<Task> code, NoBlockingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        options ??= new NoBlockingOptions();
        var found = new FoundCalls();
        Exception? failure = null;
        try
        {
            EventLoop.Run(code, new LoopOptions
            {
                Name = "NoBlocking.Assert",
                SlowCallback = options.SlowCallback,
                LockPatience = options.LockPatience,
                Stacks = options.Stacks,
                Sink = found,
                Waits = found,
                Time = options.Time,
            });
        }
        catch (Exception thrown) when (found.Any)
        {
            failure = thrown;
        }

        if (found.Any)
            throw new BlockingFoundException(found.Calls(), failure);
    }
}
