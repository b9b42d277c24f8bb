using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A judgement with its evidence.</summary>
/// <param name="Id">Stable id, such as <c>loop-blocked</c>; each has an advice page.</param>
/// <param name="Title">One sentence that names what is wrong.</param>
/// <param name="Subject">The loop or pool it is about.</param>
public sealed record Finding(string Id, Severity Severity, string Title, string Subject)
{
    /// <summary>Why, in one word: sleep, socket, dns, file, subprocess, lock, pipe, cpu, join, unknown; null where the id says it all.</summary>
    public string? Cause { get; init; }

    /// <summary>The user's call to change; null when nobody in the program is to blame.</summary>
    public Culprit? Culprit { get; init; }

    /// <summary>The stack that proves it, leaf first.</summary>
    public Stack Stack { get; init; } = Stack.Empty;

    /// <summary>For how long it has been held (or was, when it ended while watched).</summary>
    public Held? Held { get; init; }

    /// <summary>What was seen, a sentence each.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>What follows from it, a sentence each: not findings of their own.</summary>
    public ImmutableArray<string> Consequences { get; init; } = [];

    /// <summary>What to do, the most useful first.</summary>
    public ImmutableArray<Advice> Advice { get; init; } = [];
}
