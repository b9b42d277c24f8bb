namespace Unjam.DotNet.Facts;

/// <summary>What threads of an executor run.</summary>
/// <param name="Method">The method.</param>
/// <param name="Count">How many of them do.</param>
public readonly record struct UnjamRunning(string Method, int Count);
