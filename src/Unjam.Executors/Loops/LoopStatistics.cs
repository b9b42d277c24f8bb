namespace Unjam.Executors;

/// <summary>The numbers of a loop since it began, at one moment.</summary>
public sealed record LoopStatistics
{
    /// <summary>Batches of callbacks that the loop has taken: those that were ready at once are one.</summary>
    public required long Turns { get; init; }

    /// <summary>Callbacks that have ended, whether they threw or not.</summary>
    public required long Callbacks { get; init; }

    /// <summary>Callbacks that threw.</summary>
    public required long Failed { get; init; }

    /// <summary>Callbacks that held the loop for <see cref="LoopOptions.SlowCallback"/> or longer, without what they were allowed.</summary>
    public required long Blocked { get; init; }

    /// <summary>How long those held it, together.</summary>
    public required TimeSpan BlockedTime { get; init; }

    /// <summary>Waits that were refused with <see cref="BlockingCallException"/>.</summary>
    public required long Refused { get; init; }

    /// <summary>Callbacks that are ready and have not begun.</summary>
    public required int Ready { get; init; }

    /// <summary>Timers that are armed.</summary>
    public required int Timers { get; init; }

    /// <summary>Asynchronous functions given to the loop that have not ended.</summary>
    public required int Running { get; init; }

    /// <summary>How long the oldest ready callback has waited; zero when none waits.</summary>
    public required TimeSpan OldestWait { get; init; }

    /// <summary>Share of the last second or so, up to this moment, in which callbacks ran: 0 to 1.</summary>
    public required double Utilization { get; init; }

    /// <summary>How long callbacks have run, together, with the one that runs now.</summary>
    public required TimeSpan BusyTime { get; init; }

    /// <summary>Reports, log entries and measurements that were lost because a sink, a logger or a listener threw, or too many came at once.</summary>
    public required long Lost { get; init; }

    /// <summary>From when callbacks were posted or due until they began.</summary>
    public required Distribution Lag { get; init; }

    /// <summary>How long callbacks held the loop.</summary>
    public required Distribution Duration { get; init; }
}
