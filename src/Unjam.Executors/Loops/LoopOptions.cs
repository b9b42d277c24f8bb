using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>What an <see cref="EventLoop"/> is like.</summary>
public sealed record LoopOptions
{
    /// <summary>Its name in logs, metrics and reports; its own thread carries it too.</summary>
    public string Name { get; init; } = "loop";

    /// <summary>A callback that holds the loop this long is reported while it still runs. Positive.</summary>
    public TimeSpan SlowCallback { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What happens to a synchronous wait on the loop's thread.</summary>
    public BlockingPolicy OnBlocking { get; init; } = BlockingPolicy.Log;

    /// <summary>How long a callback may wait for a lock before <see cref="BlockingPolicy.Throw"/> refuses it: locks are meant to be short. Not negative.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a loop that closes goes on for what was begun on it: see <see cref="EventLoop.CloseAsync"/>. Not negative.</summary>
    public TimeSpan CloseWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where slow callbacks and exceptions of callbacks are logged.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The clock of its timers and measurements.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who makes its meter; a meter of its own without one.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Who can tell what the loop's thread executes while it sleeps, is in a system call or computes; asked at most every five seconds, and only for a callback that is slow.</summary>
    public IStackSource? Stacks { get; init; }

    /// <summary>Who else is told of slow callbacks.</summary>
    public IBlockSink? Sink { get; init; }

    /// <summary>Is told of every wait that is not over at once, and nothing is refused: for tests.</summary>
    internal IWaitSink? Waits { get; init; }

    internal LoopOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        ArgumentNullException.ThrowIfNull(Time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SlowCallback, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(LockPatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CloseWithin, TimeSpan.Zero);
        return Enum.IsDefined(OnBlocking) ? this : throw new ArgumentOutOfRangeException(nameof(OnBlocking), OnBlocking, "There is no such policy.");
    }
}
