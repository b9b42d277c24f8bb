using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>How a <see cref="ThreadPoolWatchdog"/> watches the shared pool.</summary>
public sealed record WatchdogOptions
{
    /// <summary>How long work has to wait for a thread before it is called a starvation. 250 ms: the runtime hands work to a free thread
    /// within microseconds, and reconsiders a pool that has none only every 500 ms; below this, scheduling noise looks the same.</summary>
    public TimeSpan QueueWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long work has to wait before full CPUs are reported as the reason. 1 s: a batch that keeps all CPUs busy is what they are for; a service whose work waits this long needs more of them.</summary>
    public TimeSpan SaturatedWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between two looks at the counters. 50 ms: five looks before <see cref="QueueWait"/> has passed, at about a millisecond of CPU time per second.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long waits have to stay below half of <see cref="QueueWait"/> before an incident is over. 1 s: the waits of one starvation go up and down with its bursts, and it is to be one incident.</summary>
    public TimeSpan ClearAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where incidents are logged: one entry when it opens, one when it closes; null for nowhere.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>What tells the stacks of this process; it is asked once an incident, and its answer names the blocking calls. Null: incidents name none.</summary>
    public IStackSource? Stacks { get; init; }

    /// <summary>The clock. The watchdog's own pauses are real time whatever the clock says.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What makes the meter <c>Unjam.ThreadPool</c>; null: the watchdog makes its own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A duration is zero or negative, or they contradict each other.</exception>
    /// <exception cref="ArgumentNullException">There is no clock.</exception>
    internal WatchdogOptions Checked()
    {
        Positive(QueueWait, nameof(QueueWait));
        Positive(SaturatedWait, nameof(SaturatedWait));
        Positive(Period, nameof(Period));
        Positive(ClearAfter, nameof(ClearAfter));
        ArgumentNullException.ThrowIfNull(Time);
        if (Period >= QueueWait)
            throw new ArgumentOutOfRangeException(nameof(Period), Period, $"{nameof(Period)} has to be shorter than {nameof(QueueWait)} ({QueueWait}): a wait is seen only by looking while it lasts.");
        if (SaturatedWait < QueueWait)
            throw new ArgumentOutOfRangeException(nameof(SaturatedWait), SaturatedWait, $"{nameof(SaturatedWait)} has to be at least {nameof(QueueWait)} ({QueueWait}).");
        return this;
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} has to be more than zero and at most an hour.");
    }
}
