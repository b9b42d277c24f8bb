using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What one look saw of a pool, in numbers.</summary>
/// <param name="Index">Index of the look in its timeline.</param>
/// <param name="Awaiting">Workers that wait for the result of a future.</param>
public readonly record struct PoolLook(int Index, Moment At, int Workers, int Busy, int Queued, int? Limit, int Awaiting)
{
    /// <summary>The pool has all workers it may have, and still work waits.</summary>
    public bool IsFull => Queued > 0 && (Limit is { } limit ? Workers >= limit : Busy >= Workers);
}
