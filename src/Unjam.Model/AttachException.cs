namespace Unjam.Model;

/// <summary>A target cannot be attached to. The message is one clear sentence that says what happened and what to do.</summary>
public sealed class AttachException(AttachFailure failure, string message) : Exception(message)
{
    public AttachFailure Failure { get; } = failure;
}
