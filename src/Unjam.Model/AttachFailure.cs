namespace Unjam.Model;

/// <summary>Why a target cannot be attached to.</summary>
public enum AttachFailure
{
    /// <summary>There is no such process, or it has exited (a zombie counts as exited).</summary>
    NoSuchProcess,

    /// <summary>The kernel does not let us read it; the message names the gate and the remedy.</summary>
    PermissionDenied,

    /// <summary>It is not a runtime that Unjam knows, or not a version that it knows.</summary>
    Unsupported,

    /// <summary>It is a known runtime that is still starting, or is already finalising.</summary>
    NotReady,
}
