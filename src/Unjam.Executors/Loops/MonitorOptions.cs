using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

/// <summary>How a synchronization context is watched.</summary>
public sealed record MonitorOptions
{
    /// <summary>What it is called in logs, metrics and reports.</summary>
    public string Name { get; init; } = "context";

    /// <summary>A beat that is not answered for this long is reported: something holds the thread. Positive.</summary>
    public TimeSpan SlowCallback { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The pause between an answered beat and the next: a block is seen so much too short at most. Positive.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Where blocks are logged.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who makes its meter; a meter of its own without one.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Who can tell what the thread executes; asked at most every five seconds, and only while it is blocked.</summary>
    public IStackSource? Stacks { get; init; }

    /// <summary>Who else is told of blocks.</summary>
    public IBlockSink? Sink { get; init; }

    internal LoopOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Every, TimeSpan.Zero);
        return new LoopOptions { Name = Name, SlowCallback = SlowCallback, Logger = Logger, Time = Time, Meters = Meters, Stacks = Stacks, Sink = Sink }.Checked();
    }
}
