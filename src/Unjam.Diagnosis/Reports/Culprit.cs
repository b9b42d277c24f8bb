namespace Unjam.Diagnosis;

/// <summary>The user's function nearest to the blocking call.</summary>
/// <param name="Function">Its qualified name.</param>
/// <param name="File">Its file as the runtime names it.</param>
/// <param name="Line">The line that makes the call.</param>
/// <param name="Thread">Name of the thread it runs in.</param>
/// <param name="Task">Name of the task it runs in, if any.</param>
/// <param name="Call">The call it makes, such as <c>time.sleep</c>, as far as it can be told.</param>
public sealed record Culprit(string Function, string File, int Line, string? Thread, string? Task, string? Call);
