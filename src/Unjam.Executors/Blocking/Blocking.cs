namespace Unjam.Executors;

/// <summary>Says that a piece of code may block the event loop or executor it runs on.</summary>
public static class Blocking
{
    private static readonly AsyncLocal<Allowance?> Current = new(Changed);

    /// <summary>Lets what follows block until the scope is disposed: it is neither refused nor reported.</summary>
    /// <param name="reason">Why it may: for the reader of the code.</param>
    /// <returns>The scope; dispose it where it was opened.</returns>
    /// <remarks>
    /// It flows as any <see cref="AsyncLocal{T}"/> does: over awaits, into tasks that are begun and callbacks that are posted inside it.
    /// Disposing it ends it for all of them, also for those that still run.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public static IDisposable Allowed(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var allowance = new Allowance(reason, Current.Value, Leave);
        Current.Value = allowance;
        return allowance;
    }

    /// <summary>Whether the calling code may block.</summary>
    internal static bool IsAllowed => Current.Value is { IsInForce: true };

    private static void Leave(Allowance? outer) => Current.Value = outer;

    // sleeps and system calls cannot be seen as they begin: the loop learns here that they are allowed
    private static void Changed(AsyncLocalValueChangedArgs<Allowance?> change) =>
        EventLoop.Current?.AllowanceChanged(change.CurrentValue is { IsInForce: true });
}
