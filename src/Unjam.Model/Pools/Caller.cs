namespace Unjam.Model;

/// <summary>The task that waits for a work item: in a web service, the request.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Coroutine">Its outermost coroutine of the user's own code where there is one, else its outermost; null when it was not read.</param>
/// <param name="IsCancelled">It has stopped waiting: the result is nobody's any more.</param>
public sealed record Caller(string Task, Function? Coroutine, bool IsCancelled);
