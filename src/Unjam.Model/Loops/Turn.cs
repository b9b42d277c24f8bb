namespace Unjam.Model;

/// <summary>One pass of a loop's callbacks. Two looks that see an equal turn prove that the loop did not go round between them.</summary>
/// <param name="Identity">What tells this turn from the next one besides <paramref name="Began"/>: the address of the runtime's own record of its start; 0 where it keeps none.</param>
/// <param name="Began">When the loop last returned from waiting for events.</param>
/// <param name="Callback">Identity of the callback that runs; 0 when unknown.</param>
/// <param name="Index">Its index in the batch of this turn; −1 when unknown.</param>
/// <param name="Count">How many callbacks the batch has; 0 when unknown.</param>
public readonly record struct Turn(ulong Identity, Moment Began, ulong Callback, int Index, int Count)
{
    /// <summary>Whether both are the same pass of the loop, whichever callback of it runs.</summary>
    public bool IsSameAs(in Turn other) => Identity == other.Identity && Began == other.Began;

    /// <summary>Whether both are the same run of the same callback.</summary>
    public bool IsSameCallbackAs(in Turn other) => IsSameAs(other) && Callback == other.Callback && Index == other.Index;
}
