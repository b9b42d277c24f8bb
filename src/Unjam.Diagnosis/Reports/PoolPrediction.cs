namespace Unjam.Diagnosis;

/// <summary>What a pool's queue wait would be with another number of workers, under the load that was measured.</summary>
/// <param name="Workers">That number.</param>
/// <param name="Wait">Mean queue wait; null when the queue would grow without end.</param>
public sealed record PoolPrediction(int Workers, TimeSpan? Wait)
{
    /// <summary>The mean of a watch as long as this one is expected to be at least this (about 19 times of 20).</summary>
    public TimeSpan Least { get; init; }

    /// <summary>And at most this; null when no bound can be given: the load is too near to what can be served.</summary>
    public TimeSpan? Most { get; init; }

    /// <summary>Share of the workers that would be busy; above 1 the queue grows.</summary>
    public double Utilisation { get; init; }

    /// <summary>What else bounds it, as a clause; null when the number of workers does.</summary>
    public string? Because { get; init; }
}
