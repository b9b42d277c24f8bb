namespace Unjam.Export;

/// <summary>A condition for attaching, as <c>unjam preflight</c> shows it.</summary>
/// <param name="Id">Its stable name.</param>
/// <param name="IsMet">Whether it holds; null when it cannot be told, or does not matter here.</param>
/// <param name="Says">What was found.</param>
/// <param name="Remedies">What to do, by where: <c>host</c>, <c>docker</c>, <c>kubernetes</c>; empty when nothing is to be done.</param>
public sealed record PreflightLine(string Id, bool? IsMet, string Says, IReadOnlyDictionary<string, string> Remedies);
