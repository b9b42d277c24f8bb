namespace Unjam.Executors;

/// <summary>An executor did not take a piece of work: its queue is full, or it takes no more.</summary>
public sealed class ExecutorRejectedException(string message) : InvalidOperationException(message);
