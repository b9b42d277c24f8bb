using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A callback that holds a loop, or has held it.</summary>
public sealed record BlockReport
{
    /// <summary>The loop's name.</summary>
    public required string Loop { get; init; }

    /// <summary>Tells this block from all others of the loop: the report while it lasts and the one when it is over carry the same.</summary>
    public required long Id { get; init; }

    /// <summary>The callback: its method, or the asynchronous method that it goes on with.</summary>
    public required string Callback { get; init; }

    /// <summary>How long it holds the loop so far; all of it when <see cref="IsOver"/>.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>False while it still holds the loop.</summary>
    public required bool IsOver { get; init; }

    /// <summary>When it began is not known: <see cref="Duration"/> is counted from when it was first in the way. So for a loop that is watched from beside.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The call that blocks, such as <c>Task.Wait</c>; null when it was not seen: a sleep, a system call or computation without a source of stacks.</summary>
    public string? Call { get; init; }

    /// <summary>The function that called it; null when it was not seen.</summary>
    public string? Caller { get; init; }

    /// <summary>What the loop's thread executes, leaf first; null when it was not seen.</summary>
    public Stack? Stack { get; init; }
}
