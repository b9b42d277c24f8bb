namespace Unjam.Bench;

/// <summary>What it costs a process to sleep and wake at a rate and do nothing: on a virtual machine that alone may be a percent of a core.</summary>
public static class EmptyBeat
{
    private static readonly TimeSpan Slept = TimeSpan.FromSeconds(6);

    /// <summary>Share of one CPU.</summary>
    public static double Of(double rate)
    {
        using var never = new ManualResetEvent(false);
        var began = TimeProvider.System.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        while (TimeProvider.System.GetElapsedTime(began) < Slept)
            never.WaitOne(TimeSpan.FromSeconds(1 / rate));
        return (Environment.CpuUsage.TotalTime - cpu) / TimeProvider.System.GetElapsedTime(began);
    }
}
