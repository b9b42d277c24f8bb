using System.Diagnostics.Tracing;

namespace Unjam.DotNet.Attach;

/// <summary>Which events of whom a session asks for.</summary>
/// <param name="Name">The provider.</param>
/// <param name="Keywords">Which groups of its events.</param>
/// <param name="Level">How detailed.</param>
/// <param name="Arguments">What else the provider wants to know, as <c>key=value;key=value</c>.</param>
public sealed record EventProvider(string Name, ulong Keywords, EventLevel Level, string Arguments = "");
