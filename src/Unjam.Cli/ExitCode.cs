namespace Unjam.Cli;

/// <summary>What the command tells its caller. The numbers are stable: scripts rely on them.</summary>
internal enum ExitCode
{
    /// <summary>It ran.</summary>
    Ran = 0,

    /// <summary>Findings at or above <c>--fail-on</c>.</summary>
    Findings = 1,

    /// <summary>The command line makes no sense.</summary>
    Usage = 2,

    /// <summary>There is no such process, or it has gone.</summary>
    Gone = 3,

    /// <summary>The kernel does not let us read the process.</summary>
    Permission = 4,

    /// <summary>Not a runtime, or not a version, that Unjam knows.</summary>
    Unsupported = 5,

    /// <summary>Too little could be seen to tell.</summary>
    Inconclusive = 6,

    /// <summary>The output could not be written, or the address not be listened at.</summary>
    CannotWrite = 7,

    /// <summary>A mistake of Unjam's own.</summary>
    Internal = 70,

    /// <summary><c>run</c>: the command could not be executed.</summary>
    NotExecutable = 126,

    /// <summary><c>run</c>: there is no such command.</summary>
    NotFound = 127,

    /// <summary>Interrupted by the user.</summary>
    Interrupted = 130,

    /// <summary>Whoever read the output has closed it.</summary>
    OutputClosed = 141,
}
