using Unjam.Executors;

namespace Unjam.Testing;

/// <summary>What counts as blocking in <see cref="NoBlocking.Assert"/>.</summary>
public sealed record NoBlockingOptions
{
    /// <summary>A callback that takes so long has blocked, whatever it did: sleeps, system calls and computation are found by this alone. Positive.</summary>
    public TimeSpan SlowCallback { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a lock may be waited for. Not negative.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Who can tell what a slow callback executes that does not wait; without it such a callback is named alone.</summary>
    public IStackSource? Stacks { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
