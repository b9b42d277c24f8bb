namespace Unjam.Model;

/// <summary>One thing that must hold for a process to be attached to.</summary>
/// <param name="Id">Its stable name, such as <c>yama</c>.</param>
/// <param name="IsMet">Whether it holds; null when it cannot be told, or does not matter here.</param>
/// <param name="Says">What was found, in a few words.</param>
public sealed record Condition(string Id, bool? IsMet, string Says)
{
    /// <summary>What attaching fails with when it does not hold; null when it does.</summary>
    public AttachFailure? Failure { get; init; }

    /// <summary>What to do when it does not hold; null where nothing can be done but to look at another process.</summary>
    public Remedy? Remedy { get; init; }
}
