namespace Unjam.DotNet.Nettrace;

/// <summary>How the reading of a stream came to its end.</summary>
public enum NettraceOutcome
{
    /// <summary>The writer closed the stream as it should.</summary>
    Complete,

    /// <summary>The stream ended in the middle: the process went, or its connection did. What came before was handed on.</summary>
    Truncated,

    /// <summary>The stream is not what its format says. What came before was handed on.</summary>
    Garbled,

    /// <summary>It is another format, or a version that is not read here. Nothing was handed on.</summary>
    Unsupported,

    /// <summary>It is longer than a limit allows. What came before was handed on.</summary>
    TooLong,

    /// <summary>The caller cancelled.</summary>
    Cancelled,
}
