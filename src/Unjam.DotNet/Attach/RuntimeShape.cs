namespace Unjam.DotNet.Attach;

/// <summary>How a process has its .NET runtime.</summary>
public enum RuntimeShape
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>We may not look, or it has ended.</summary>
    Unknown,

    /// <summary>As a library, <c>libcoreclr.so</c>.</summary>
    Library,

    /// <summary>Inside of its program, which is published as a single file and compiles as it runs.</summary>
    SingleFile,

    /// <summary>Compiled into its program ahead of time.</summary>
    NativeAot,
}
