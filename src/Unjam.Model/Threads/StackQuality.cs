namespace Unjam.Model;

/// <summary>How far a stack can be trusted.</summary>
public enum StackQuality
{
    /// <summary>Nothing was read.</summary>
    Unread,

    /// <summary>Read to its root, and the thread provably did not run meanwhile.</summary>
    Complete,

    /// <summary>Read to its root while the thread may have run: a mixture of two instants is possible.</summary>
    Moving,

    /// <summary>The walk did not reach the root: the leaf frames are there, older ones are missing.</summary>
    Truncated,
}
