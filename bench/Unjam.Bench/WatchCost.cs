using Unjam.Diagnosis;
using Unjam.Python;

namespace Unjam.Bench;

/// <summary>What watching costs us: the whole watch, judgements and all.</summary>
public static class WatchCost
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(2);

    /// <summary>Share of one CPU that a watch at a rate uses, and the looks a second it really took.</summary>
    public static (double Share, double Rate) Of(int pid, double rate)
    {
        // so that nothing is compiled while it is measured
        Watch(pid, 1000, Warming);
        var quality = Watch(pid, rate, Watched);
        return (quality.OwnCpu / quality.Watched, quality.Looks / quality.Watched.TotalSeconds);
    }

    private static Quality Watch(int pid, double rate, TimeSpan duration)
    {
        using var probe = PythonProbe.Attach(pid, TimeProvider.System);
        var options = new WatchOptions(duration, rate) { Whole = true };
        return new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), options).Run().Quality;
    }

    /// <summary>How long attaching takes, in milliseconds: the median of some times.</summary>
    public static double Attach(int pid)
    {
        var times = new Sample(40);
        for (var n = 0; n < 40; n++)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var probe = PythonProbe.Attach(pid, TimeProvider.System);
            times.Add(TimeProvider.System.GetElapsedTime(began));
        }

        return times.Median / 1000;
    }
}
