using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Unjam.Hosting;

/// <summary>How a process looks at itself.</summary>
public sealed record SelfDiagnosisOptions
{
    /// <summary>Time between two looks. 50 ms: two fall into the shortest block that is a finding; a look costs some microseconds.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a finding must not have held before its incident is over. 5 s: what comes again and again is one incident.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where incidents are logged: one entry when one opens, one when it closes; null for nowhere.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Subjects whose incidents somebody else logs, and better: those of the shared pool are the watchdog's.</summary>
    internal ImmutableArray<string> LoggedElsewhere { get; init; } = [];

    /// <summary>The clock of looks and judgements. The pauses between them are real time whatever it says.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">A duration makes no sense.</exception>
    internal SelfDiagnosisOptions Checked()
    {
        Within(LookEvery, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1), nameof(LookEvery), "5 ms and 1 s");
        Within(Quiet, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), nameof(Quiet), "100 ms and an hour");
        ArgumentNullException.ThrowIfNull(Time);
        return this;
    }

    private static void Within(TimeSpan value, TimeSpan least, TimeSpan most, string name, string words)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} has to be between {words}.");
    }
}
