namespace Unjam.Model;

/// <summary>Whether the target as a whole can run.</summary>
public enum TargetState
{
    /// <summary>Nothing keeps it from running, as far as is known.</summary>
    Running,

    /// <summary>Stopped by a signal (state T).</summary>
    Stopped,

    /// <summary>Stopped by a debugger or tracer (state t).</summary>
    Traced,

    /// <summary>Frozen by its cgroup.</summary>
    Frozen,
}
