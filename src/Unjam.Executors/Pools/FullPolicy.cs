namespace Unjam.Executors;

/// <summary>What becomes of work that comes when the queue has reached its limit.</summary>
public enum FullPolicy
{
    /// <summary>It waits for room, in the order it came, without holding a thread: whoever awaits its task is held back.</summary>
    Wait,

    /// <summary>It is refused: its task fails with <see cref="ExecutorRejectedException"/>.</summary>
    Reject,

    /// <summary>The thread that submits it runs it, and can submit nothing else meanwhile.</summary>
    CallerRuns,
}
