namespace Unjam.DotNet.Attach;

/// <summary>A runtime's diagnostics cannot be used; the message is a sentence that says why and what to do.</summary>
public sealed class DiagnosticsException : Exception
{
    public DiagnosticsException(DiagnosticsFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Which of the few reasons it is.</summary>
    public DiagnosticsFailure Failure { get; }
}
