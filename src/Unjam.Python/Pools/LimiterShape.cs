namespace Unjam.Python.Pools;

/// <summary>Where a library's limiter keeps what is read of it.</summary>
/// <param name="Attributes">Tokens in all, the set of those who have one, and those who wait for one or what holds them.</param>
/// <param name="InsideLot">The attribute, inside the last one, of the ordered dict of those who wait; empty when the last one is that itself.</param>
internal sealed record LimiterShape(string[] Attributes, string[] InsideLot)
{
    public static LimiterShape Anyio { get; } = new(["_total_tokens", "_borrowers", "_wait_queue"], []);

    public static LimiterShape Trio { get; } = new(["_total_tokens", "_borrowers", "_lot"], ["_parked"]);
}
