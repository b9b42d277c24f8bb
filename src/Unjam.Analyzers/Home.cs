namespace Unjam.Analyzers;

/// <summary>Where a function is known to run; several, when it is given to several.</summary>
[Flags]
internal enum Home
{
    /// <summary>Nothing is known, and nothing is said.</summary>
    Unknown = 0,

    /// <summary>On the thread of an event loop.</summary>
    Loop = 1,

    /// <summary>On a worker of an executor.</summary>
    Executor = 2,

    /// <summary>On the thread pool that all share.</summary>
    SharedPool = 4,
}
