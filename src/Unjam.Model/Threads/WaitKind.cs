namespace Unjam.Model;

/// <summary>What kind of thing a thread waits for, as the frames of the standard library tell.</summary>
public enum WaitKind
{
    /// <summary>It waits for nothing that is known.</summary>
    None,

    /// <summary>The result of a <c>concurrent.futures.Future</c>.</summary>
    Result,

    /// <summary>An item of a queue, or room in it.</summary>
    Queue,

    /// <summary>A condition, an event or a semaphore.</summary>
    Condition,

    /// <summary>A lock.</summary>
    Lock,

    /// <summary>The end of a thread.</summary>
    Join,
}
