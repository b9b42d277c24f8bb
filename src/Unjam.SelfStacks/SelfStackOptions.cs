using Microsoft.Extensions.Logging;

namespace Unjam.SelfStacks;

/// <summary>How a process looks at its own stacks.</summary>
public sealed record SelfStackOptions
{
    /// <summary>The least time between two looks; what is asked for sooner gets nothing. A look stops all managed threads some times, for milliseconds.</summary>
    public TimeSpan Between { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the runtime samples: it takes all stacks about once in a millisecond, and one round of them is enough. Where none comes in
    /// that time, for the machine is busy, it samples for ten times as long, and then for a hundred times.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long the runtime may say nothing before a look is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Measures the time between looks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets one line when stacks cannot be had, and why; null for none.</summary>
    public ILogger? Logger { get; init; }
}
