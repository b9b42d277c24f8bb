using System.Collections.Immutable;

namespace Unjam.Model;

/// <summary>A task of an event loop that is not done.</summary>
/// <param name="Id">Identity of the task while it lives.</param>
/// <param name="Loop">Index of its loop in <see cref="Snapshot.Loops"/>; −1 when unknown.</param>
/// <param name="Name">The name the program gave it, or the runtime's default.</param>
/// <param name="Awaits">Its chain of awaits, the innermost coroutine first; empty when it could not be read.</param>
/// <param name="IsRunning">It is the task that its loop runs now.</param>
/// <param name="AwaitsOn">Kind of the object that the innermost coroutine waits for, such as <c>Future</c>; null when unknown.</param>
public readonly record struct AsyncTask(ulong Id, int Loop, string Name, Stack Awaits, bool IsRunning, string? AwaitsOn)
{
    /// <summary>Identity of the future, task or other object that the innermost coroutine waits for; 0 when unknown.</summary>
    public ulong AwaitsId { get; init; }

    /// <summary>It was begun eagerly and has not yet waited for anything (3.12 and later).</summary>
    public bool IsEager { get; init; }

    /// <summary>Identities of the tasks that await this one, where the runtime keeps them (3.14 and later); default when it does not.</summary>
    public ImmutableArray<ulong> AwaitedBy { get; init; }
}
