namespace Unjam.Model;

/// <summary>A function of the target: its qualified name where the runtime keeps one, its file, and the line it begins at.</summary>
/// <remarks>Names come from the target and are hostile: escape them before they reach a terminal, a page, a label or a file.</remarks>
public sealed record Function(string Name, string File, int FirstLine)
{
    /// <summary>It is a coroutine (or an asynchronous generator): its caller awaits it. False also when that was not read.</summary>
    public bool IsCoroutine { get; init; }
}
