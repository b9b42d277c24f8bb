namespace Unjam.DotNet.Attach;

/// <summary>How long the other side of a connection is waited for.</summary>
/// <param name="Silence">How long it may say nothing.</param>
/// <param name="Time">Measures that.</param>
/// <param name="Cancellation">Ends it before.</param>
public readonly record struct Patience(TimeSpan Silence, TimeProvider Time, CancellationToken Cancellation);
