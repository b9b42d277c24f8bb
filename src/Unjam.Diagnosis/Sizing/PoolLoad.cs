namespace Unjam.Diagnosis;

/// <summary>What a pool is asked to do and how it does it, as measured over a watch: all that a prediction is made of.</summary>
/// <param name="Workers">How many items it may run at a time.</param>
/// <param name="ArrivalsPerSecond">Items that arrive per second.</param>
/// <param name="Service">Mean run time of an item.</param>
public sealed record PoolLoad(int Workers, double ArrivalsPerSecond, TimeSpan Service)
{
    /// <summary>Items whose run was seen to end.</summary>
    public int Items { get; init; }

    /// <summary>How long it was watched.</summary>
    public TimeSpan Watched { get; init; }

    /// <summary>Squared coefficient of variation of the times between arrivals (Ca²): 1 for independent arrivals, more for bursts; null when too few were seen.</summary>
    public double? ArrivalVariability { get; init; }

    /// <summary>Squared coefficient of variation of the run times (Cs²): 0 when all are equal, 1 for exponential ones; null when too few were seen.</summary>
    public double? ServiceVariability { get; init; }

    /// <summary>How many items there were at a time at most, if they come in bursts; else 0.</summary>
    public int Burst { get; init; }

    /// <summary>How many items can be served at a time by something scarcer than the workers, however many of these there are; null when there is no such thing.</summary>
    public int? Ceiling { get; init; }

    /// <summary>What that is, as words that follow "by"; null when there is no ceiling.</summary>
    public string? CeilingBy { get; init; }

    /// <summary>Offered load in workers (Erlangs): how many are busy on average once there are enough.</summary>
    public double Offered => ArrivalsPerSecond * Service.TotalSeconds;

    /// <summary>Share of the present workers that the load needs; above 1 the queue grows without end.</summary>
    public double Utilisation => Offered / Math.Max(1, Workers);

    /// <summary>What Erlang's wait is to be multiplied with (Allen and Cunneen); 1 where nothing was measured.</summary>
    public double Variability => ((ArrivalVariability ?? 1) + (ServiceVariability ?? 1)) / 2;
}
