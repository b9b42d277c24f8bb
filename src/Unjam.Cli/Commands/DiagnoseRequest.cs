using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>What <c>unjam diagnose</c> was asked.</summary>
/// <param name="FailOn">The least severity that makes the exit code 1; null for never.</param>
internal sealed record DiagnoseRequest(int Pid, AskedWatch Watch, OutputForm Form, Severity? FailOn)
{
    /// <summary>Where to leave the page; null for nowhere.</summary>
    public string? Page { get; init; }

    /// <summary>Whether the Python and .NET processes below it are watched, too.</summary>
    public bool WithSubprocesses { get; init; }

    /// <summary>Sizes of pools to predict the wait for.</summary>
    public IReadOnlyList<WhatIf> WhatIfs { get; init; } = [];
}
