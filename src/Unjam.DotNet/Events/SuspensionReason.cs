namespace Unjam.DotNet.Events;

/// <summary>Why the runtime stops all managed threads. Source: <c>GCSuspendEEReasonMap</c> of the runtime's manifest, <c>ThreadSuspend::SUSPEND_REASON</c>.</summary>
public enum SuspensionReason
{
    /// <summary>Anything else: the sampler of stacks is one.</summary>
    Other,

    /// <summary>The collector runs.</summary>
    Collection,

    AppDomainShutdown,

    /// <summary>Code is replaced.</summary>
    CodePitching,

    Shutdown,

    Debugger,

    /// <summary>The collector begins or ends work that it does beside the program.</summary>
    CollectionPreparation,

    DebuggerSweep,

    Profiler,
}
