namespace Unjam.Diagnosis;

/// <summary>How long work waited in a queue before a worker took it.</summary>
/// <param name="IsEstimated">Computed by Little's law; else measured on items followed by identity.</param>
/// <param name="Items">Items followed from their arrival to their start.</param>
public readonly record struct QueueWait(TimeSpan Mean, TimeSpan Max, bool IsEstimated, int Items);
