namespace Unjam.Executors;

/// <summary>The life of an executor.</summary>
internal enum Stage
{
    /// <summary>It takes work.</summary>
    Open,

    /// <summary>It runs what it has taken and takes no more.</summary>
    Draining,

    /// <summary>It runs nothing any more.</summary>
    Stopped,

    Disposed,
}
