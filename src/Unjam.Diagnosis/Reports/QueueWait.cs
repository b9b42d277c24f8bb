namespace Unjam.Diagnosis;

/// <summary>How long work waited in a queue before a worker took it.</summary>
/// <param name="IsEstimated">Computed by Little's law, or a lower bound; else measured on items followed by identity.</param>
/// <param name="Items">Items followed from their arrival to their start.</param>
public readonly record struct QueueWait(TimeSpan Mean, TimeSpan Max, bool IsEstimated, int Items)
{
    /// <summary>How far the truth may lie from <see cref="Mean"/>. When no item was followed it is all there is to say: less than this.</summary>
    public TimeSpan Uncertainty { get; init; }

    /// <summary>Much of the work waited before anyone looked, and the queue was not in balance: <see cref="Mean"/> is the least that is sure.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>No item was seen to wait at all: all that is known is that each waited less than <see cref="Uncertainty"/>.</summary>
    public bool IsBelowUncertainty => Items == 0 && AtOnce > 0 && !IsEstimated && !IsLowerBound;

    /// <summary>Items that were started so soon that no look saw them waiting; they count in <see cref="Mean"/> as no wait at all.</summary>
    public int AtOnce { get; init; }
}
