using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>A task as it was last read.</summary>
/// <param name="Id">Identity of the task while it lives.</param>
/// <param name="Loop">Identity of its loop; 0 when unknown.</param>
/// <param name="Awaits">Its chain of awaits, the innermost coroutine first.</param>
/// <param name="AwaitsOn">Kind of the object that the innermost coroutine waits for; null when unknown.</param>
/// <param name="AwaitsId">Identity of that object: a task's, when it waits for one; 0 when unknown.</param>
/// <param name="AwaitedBy">Identities of the tasks that await it, where the runtime keeps them; default when it does not.</param>
/// <param name="Seen">For how long it has been seen: a lower bound of its age.</param>
public sealed record TaskView(
    ulong Id, ulong Loop, string Name, Stack Awaits, bool IsRunning, string? AwaitsOn, ulong AwaitsId, ImmutableArray<ulong> AwaitedBy, TimeSpan Seen);
