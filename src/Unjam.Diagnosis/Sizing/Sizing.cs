namespace Unjam.Diagnosis;

/// <summary>How many workers a pool needs, by queueing theory. Every number is an estimate: a step to take and to measure again.</summary>
public static class Sizing
{
    // Workers beyond the offered load, in units of its square root: one keeps about a quarter of the arrivals waiting at all.
    private const double Spare = 1;

    // Nothing was observed farther away than this many times the present size.
    private const double LargestStep = 2;

    // A measured mean lies within two standard deviations of the expected one 19 times of 20.
    private const double Deviations = 2;

    // A mean of waits that hardly ever happen may be anything; what is left of it is far below the time of waking up.
    private const double Unknown = 1000;

    // What it takes a waiting thread to be woken and to get the interpreter's lock: no queue, and yet a wait.
    private static readonly TimeSpan Wakening = TimeSpan.FromMilliseconds(5);

    // The nearest load below what can be served has a wait of years: no more at rest than one above it.
    private static readonly TimeSpan Endless = TimeSpan.FromDays(1);

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
        if (workers <= load)
            return null;
        var seconds = WaitProbability(workers, load) * service.TotalSeconds / (workers - load);
        return seconds < Endless.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>What a number of workers would bring under a load that was measured.</summary>
    public static PoolPrediction Predict(PoolLoad load, int workers)
    {
        var servers = Math.Min(workers, load.Ceiling ?? workers);
        var because = servers < workers ? $"bounded by {load.CeilingBy}: {servers} are served at a time" : null;
        var utilisation = load.Offered / Math.Max(1, workers);
        if (load.Burst > 0)
        {
            var wait = BurstWait(load.Burst, servers, load.Service);
            return new(workers, wait)
            {
                Least = wait / 2,
                Most = (1.5 * wait) + Wakening,
                Utilisation = utilisation,
                Because = because ?? $"for a burst of {load.Burst} items",
            };
        }

        if (WaitAt(load, servers, 0) is not { } expected)
            return new(workers, null) { Utilisation = utilisation, Because = because };
        var chance = expected * Noise(load, servers);
        return new(workers, expected)
        {
            Least = Larger(TimeSpan.Zero, expected - Both(expected - (WaitAt(load, servers, -Deviations) ?? TimeSpan.Zero), chance)),
            Most = WaitAt(load, servers, Deviations) is { } most ? expected + Both(most - expected, chance) + Wakening : null,
            Utilisation = utilisation,
            Because = because,
        };
    }

    /// <summary>The next size to try: square-root staffing, enlarged until Erlang's wait is below half of the run time, where it is not so already.</summary>
    /// <param name="patience">How soon work should have begun at the latest.</param>
    /// <returns>At most twice as many as now: farther away nothing was observed. Null when there is no reason for more.</returns>
    public static int? Next(PoolLoad load, TimeSpan patience)
    {
        var most = (int)Math.Min(int.MaxValue, load.Workers * LargestStep);
        if (load.Ceiling is { } ceiling)
            most = Math.Min(most, ceiling);
        var bearable = load.Service / 2 < patience ? load.Service / 2 : patience;
        if (load.Burst == 0 && WaitAt(load, load.Workers, 0) <= bearable)
            return null;
        var steady = Math.Min(most, Math.Ceiling(load.Offered + (Spare * Math.Sqrt(load.Offered))));
        while (load.Burst == 0 && steady < most && !(WaitAt(load, (int)steady, 0) <= bearable))
            steady++;
        var forBurst = Math.Ceiling(load.Burst * (load.Service / patience));
        var wanted = Math.Min(Math.Max(steady, forBurst), most);
        return wanted > load.Workers ? (int)wanted : null;
    }

    /// <summary>The mean wait of items that come all at once, when they run equally long.</summary>
    public static TimeSpan BurstWait(int items, int workers, TimeSpan service)
    {
        // the first workers items wait for none, the next ones for one run, and so on
        double rounds = items / workers, rest = items % workers;
        return ((workers * rounds * (rounds - 1) / 2) + (rest * rounds)) / items * service;
    }

    /// <summary>The wait if the load were so many standard deviations from what was measured.</summary>
    private static TimeSpan? WaitAt(PoolLoad load, int servers, double deviations)
    {
        var arrived = Math.Max(1, load.ArrivalsPerSecond * load.Watched.TotalSeconds);
        var spread = Math.Sqrt(((load.ArrivalVariability ?? 1) / arrived) + ((load.ServiceVariability ?? 1) / Math.Max(1, load.Items)));
        var factor = Math.Max(0, 1 + (deviations * spread));
        return MeanWait(servers, load.ArrivalsPerSecond * factor, load.Service) * load.Variability;
    }

    /// <summary>
    /// How far, as a share of it, the mean wait of one watch may lie from the expected one by chance: the variance of the queue's
    /// length, divided by how many times a watch is longer than the queue remembers.
    /// </summary>
    private static double Noise(PoolLoad load, int servers)
    {
        var busy = load.Offered / Math.Max(1, servers);
        if (busy is <= 0 or >= 1 || load.Watched <= TimeSpan.Zero)
            return Unknown;
        var memory = load.Service.TotalSeconds / (servers * Math.Pow(1 - Math.Sqrt(busy), 2));
        var variance = ((1 + busy) / (WaitProbability(servers, load.Offered) * busy)) - 1;
        return Math.Min(Unknown, Deviations * Math.Sqrt(2 * memory / load.Watched.TotalSeconds * variance));
    }

    // two errors that have nothing to do with each other
    private static TimeSpan Both(TimeSpan one, TimeSpan other) => TimeSpan.FromSeconds(Math.Sqrt(Math.Pow(one.TotalSeconds, 2) + Math.Pow(other.TotalSeconds, 2)));

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
