using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What some workers of a pool are doing.</summary>
/// <param name="Count">How many workers.</param>
/// <param name="At">The user's frame they are in.</param>
/// <param name="Call">The blocking call, when it is known.</param>
/// <param name="Longest">How long the longest of them has run its item.</param>
public sealed record Doing(int Count, Frame At, string? Call, Held? Longest);
