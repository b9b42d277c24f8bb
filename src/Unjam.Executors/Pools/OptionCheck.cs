namespace Unjam.Executors;

/// <summary>Refuses options that make no sense.</summary>
internal static class OptionCheck
{
    /// <summary>Checks everything and gives the numbers of threads.</summary>
    public static (int Min, int Max) Threads(ExecutorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Name, nameof(options.Name));
        ArgumentNullException.ThrowIfNull(options.Time, nameof(options.Time));
        Positive(options.Threads, nameof(options.Threads), "an executor needs at least one thread.");
        Positive(options.MinThreads, nameof(options.MinThreads), "an executor keeps at least one thread.");
        Positive(options.MaxThreads, nameof(options.MaxThreads), "an executor needs at least one thread.");
        Positive(options.QueueLimit, nameof(options.QueueLimit), "a queue holds at least one item; leave the limit out for a queue without one.");
        Positive(options.SlowItem, nameof(options.SlowItem));
        Positive(options.IdleTimeout, nameof(options.IdleTimeout));
        Positive(options.DrainDeadline, nameof(options.DrainDeadline));
        if (!Enum.IsDefined(options.OnFull))
            throw new ArgumentOutOfRangeException(nameof(options), options.OnFull, "OnFull: there is no such policy.");
        if (options.Threads is not null && (options.MinThreads ?? options.MaxThreads) is not null)
            throw new ArgumentException("Threads is a fixed number: say either it or MinThreads and MaxThreads.", nameof(options));
        var max = options.Threads ?? options.MaxThreads ?? Math.Max(options.MinThreads ?? 1, Environment.ProcessorCount);
        var min = options.MinThreads ?? (options.MaxThreads is null ? max : 1);
        return min <= max ? (min, max) : throw new ArgumentException($"MinThreads is {min} and MaxThreads only {max}.", nameof(options));
    }

    private static void Positive(int? value, string name, string why)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive: {why}");
    }

    private static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive: a time that is zero or negative means nothing here.");
    }
}
