namespace Unjam.Executors;

/// <summary>A scope in which code may block.</summary>
internal sealed class Allowance(string reason, Allowance? outer, Action<Allowance?> leave) : IDisposable
{
    private volatile bool isOver;

    /// <summary>Why the code may block.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether this scope or one around it has not been disposed.</summary>
    public bool IsInForce => !isOver || outer is { IsInForce: true };

    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        leave(outer);
    }
}
