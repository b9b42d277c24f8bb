namespace Unjam.Executors;

/// <summary>A call would have blocked an event loop that refuses that. Thrown by the call itself, before it waits.</summary>
public sealed class BlockingCallException : InvalidOperationException
{
    internal BlockingCallException(string loop, string call, string caller)
        : base($"{call} in {caller} would block the event loop '{loop}'. Await instead, give it to an executor with RunInExecutorAsync, or allow it with Blocking.Allowed(\"reason\").")
    {
        Loop = loop;
        Call = call;
        Caller = caller;
    }

    /// <summary>The name of the loop.</summary>
    public string Loop { get; }

    /// <summary>The call that would have blocked, such as <c>Task.Wait</c>.</summary>
    public string Call { get; }

    /// <summary>The function that called it, such as <c>Shop.Orders.LoadAsync</c>.</summary>
    public string Caller { get; }
}
