namespace Unjam.Diagnosis;

/// <summary>How long work waited in a queue before a worker took it.</summary>
/// <param name="IsEstimated">Computed by Little's law; else measured on items followed by identity.</param>
/// <param name="Items">Items followed from their arrival to their start.</param>
public readonly record struct QueueWait(TimeSpan Mean, TimeSpan Max, bool IsEstimated, int Items)
{
    /// <summary>How far the truth may lie from <see cref="Mean"/>. When no item was followed it is all there is to say: less than this.</summary>
    public TimeSpan Uncertainty { get; init; }

    /// <summary>Items that were started so soon that no look saw them waiting; they count in <see cref="Mean"/> as no wait at all.</summary>
    public int AtOnce { get; init; }
}
