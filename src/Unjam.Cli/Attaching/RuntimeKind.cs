namespace Unjam.Cli.Attaching;

/// <summary>Which of the known runtimes a process has.</summary>
internal enum RuntimeKind
{
    /// <summary>None of them.</summary>
    None,

    Python,

    DotNet,
}
