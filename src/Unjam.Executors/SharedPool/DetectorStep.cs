namespace Unjam.Executors;

/// <summary>What a sample changed.</summary>
internal enum DetectorStep
{
    /// <summary>Nothing that is to be told.</summary>
    None,

    /// <summary>A trouble has begun.</summary>
    Opened,

    /// <summary>The trouble is over, or has become another one.</summary>
    Closed,
}
