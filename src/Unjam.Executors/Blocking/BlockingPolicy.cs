namespace Unjam.Executors;

/// <summary>What happens when code on an event loop waits synchronously.</summary>
public enum BlockingPolicy
{
    /// <summary>It waits. When the callback becomes slow, that is reported while it still waits, with the stack of the wait.</summary>
    Log,

    /// <summary>The waiting call itself throws <see cref="BlockingCallException"/> instead of waiting. Sleeps, system calls and computation cannot be refused: they are reported as under <see cref="Log"/>.</summary>
    Throw,
}
