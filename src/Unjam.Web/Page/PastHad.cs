namespace Unjam.Web.Page;

/// <summary>What of a target's past the reader of a stream has.</summary>
/// <param name="LastPoint">End of the last second it knows a point of.</param>
/// <param name="Spans">Spans that had ended before are known to it as they are.</param>
internal readonly record struct PastHad(DateTimeOffset LastPoint, DateTimeOffset Spans);
