namespace Unjam.Python.Attach;

/// <summary>How far a runtime is in its life.</summary>
internal enum RuntimeState
{
    /// <summary>It is not initialised yet, or never will be.</summary>
    Starting,

    Running,

    /// <summary>It tears itself down.</summary>
    Finalizing,
}
