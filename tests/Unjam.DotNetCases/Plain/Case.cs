namespace Shop;

/// <summary>A way to stall, and what is true of it.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Begin">Lets it begin, and returns when it is as it will stay; gets the number of the command line, or 0.</param>
internal sealed record Case(string Name, Action<Ledger, int> Begin)
{
    /// <summary>The finding that is expected; null for a control.</summary>
    public string? Finding { get; init; }

    /// <summary>The function to change.</summary>
    public string? Culprit { get; init; }

    /// <summary>Why it blocks, in the words of findings.</summary>
    public string? Cause { get; init; }

    /// <summary>The pool or loop that it is about.</summary>
    public string? Subject { get; init; }
}
