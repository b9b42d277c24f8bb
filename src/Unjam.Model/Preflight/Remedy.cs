namespace Unjam.Model;

/// <summary>What to do, wherever Unjam and the service run: a line to type or to write into a manifest.</summary>
/// <param name="Host">On a machine of its own.</param>
/// <param name="Docker">With Docker.</param>
/// <param name="Kubernetes">With Kubernetes.</param>
public sealed record Remedy(string Host, string Docker, string Kubernetes);
