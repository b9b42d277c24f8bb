namespace Unjam.Diagnosis;

/// <summary>How many workers a pool needs, by queueing theory. Every number is an estimate: a step to take and to measure again.</summary>
public static class Sizing
{
    // Workers beyond the offered load, in units of its square root: one keeps about a quarter of the arrivals waiting at all.
    private const double Spare = 1;

    /// <summary>The probability that an arriving item has to wait (Erlang C), for workers and offered load in workers.</summary>
    /// <remarks>By the recursion of Erlang B, which neither overflows nor loses digits.</remarks>
    public static double WaitProbability(int workers, double load)
    {
        if (load <= 0)
            return 0;
        if (workers <= load)
            return 1;
        var blocked = 1.0;
        for (var i = 1; i <= workers; i++)
            blocked = load * blocked / (i + (load * blocked));
        return workers * blocked / (workers - (load * (1 - blocked)));
    }

    /// <summary>Mean wait of an item (Erlang C): valid for independent arrivals, not for bursts.</summary>
    /// <returns>Null when the workers cannot keep up at all.</returns>
    public static TimeSpan? MeanWait(int workers, double arrivalsPerSecond, TimeSpan service)
    {
        var load = arrivalsPerSecond * service.TotalSeconds;
        return workers <= load ? null : WaitProbability(workers, load) * service / (workers - load);
    }

    /// <summary>The next size to try.</summary>
    /// <param name="workers">How many there are.</param>
    /// <param name="burst">How many items arrive at once, if they come in bursts; else 0.</param>
    /// <param name="patience">How soon a burst should have been served.</param>
    /// <returns>At most twice as many as now: farther away nothing was observed. Null when there is no reason for more.</returns>
    public static int? Next(int workers, double arrivalsPerSecond, TimeSpan service, int burst, TimeSpan patience)
    {
        var load = arrivalsPerSecond * service.TotalSeconds;
        var steady = Math.Ceiling(load + (Spare * Math.Sqrt(load)));
        var forBurst = Math.Ceiling(burst * (service / patience));
        var wanted = Math.Min(Math.Max(steady, forBurst), workers * 2.0);
        return wanted > workers ? (int)wanted : null;
    }
}
