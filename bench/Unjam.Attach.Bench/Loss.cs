using Unjam.Diagnosis;
using Unjam.DotNet;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Attach.Bench;

/// <summary>How much less a service answers while it is diagnosed as <c>unjam diagnose</c> does it, judging included.</summary>
/// <param name="Service">The case that serves.</param>
/// <param name="Alone">Requests a second without, the median.</param>
/// <param name="Calm">Change of the throughput outside of bursts, as a share: one a pair, in order.</param>
/// <param name="CalmCpu">Change of the CPU time that a request takes, outside of bursts.</param>
/// <param name="Bursts">The same within bursts.</param>
/// <param name="BurstsCpu">The same within bursts.</param>
/// <param name="Own">CPU time of our own in a second outside of bursts, as a share of a core, the median.</param>
/// <param name="Halted">How long the service stood still for the burst of attaching, the median.</param>
internal sealed record Loss(string Service, double Alone, double[] Calm, double[] CalmCpu, double[] Bursts, double[] BurstsCpu, double Own, TimeSpan Halted)
{
    // our own code is compiled in them: the command comes compiled
    private const int Unmeasured = 4;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Attaching = TimeSpan.FromSeconds(0.5);

    public static Loss Of(string service, int pairs)
    {
        using var target = DotNetRuntimes.Start(service);
        // compiled twice: the second time is not ours
        Pass(target, TimeSpan.FromSeconds(4));
        List<double> alone = [], calm = [], calmCpu = [], bursts = [], burstsCpu = [], own = [];
        List<TimeSpan> halted = [];
        for (var pair = -Unmeasured; pair < pairs; pair++)
        {
            var without = Pass(target, Period);
            using var enough = new CancellationTokenSource();
            using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
            var watch = new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), new WatchOptions(TimeSpan.FromSeconds(60), DotNetProbe.UsualRate) { Whole = true });
            var watching = new Thread(() => watch.Run(cancellation: enough.Token));
            watching.Start();
            var burst = Pass(target, Attaching);
            var (from, cpu) = (new Moment(TimeProvider.System.GetTimestamp()), Environment.CpuUsage.TotalTime);
            var with = Pass(target, Period);
            var (to, used) = (new Moment(TimeProvider.System.GetTimestamp()), Environment.CpuUsage.TotalTime - cpu);
            enough.Cancel();
            watching.Join();
            if (pair < 0)
                continue;
            alone.Add(without.PerSecond);
            bursts.Add((burst.PerSecond / without.PerSecond) - 1);
            burstsCpu.Add((burst.Cpu / without.Cpu) - 1);
            halted.Add(HaltedUntil(watch.Seen!, from));
            if (HaltedUntil(watch.Seen!, to) != halted[^1])
                continue;
            calm.Add((with.PerSecond / without.PerSecond) - 1);
            calmCpu.Add((with.Cpu / without.Cpu) - 1);
            own.Add(used / (to - from));
        }

        halted.Sort();
        return new(service, Quantile([.. alone], 0.5), [.. calm], [.. calmCpu], [.. bursts], [.. burstsCpu], Quantile([.. own], 0.5), halted[halted.Count / 2]);
    }

    public override string ToString() =>
        $"| {Service} | {Alone:0} | {Change(Calm, 0.5)} | {Change(Calm, 0.25)} … {Change(Calm, 0.75)} | {Change(CalmCpu, 0.5)} | {Own:0.0 %} | " +
        $"{Change(Bursts, 0.5)} over {Attaching.TotalSeconds:0.0} s | {Change(BurstsCpu, 0.5)} | {Halted.TotalMilliseconds:0.0} ms |";

    private static string Change(double[] values, double share) => $"{Math.Round(Quantile(values, share), 3) + 0.0:+0.0 %;-0.0 %;0.0 %}";

    private static TimeSpan HaltedUntil(Timeline seen, Moment at)
    {
        TimeSpan halted = default;
        for (var i = 0; i < seen.Count && seen[i].At <= at; i++)
            halted = seen[i].Halted;
        return halted;
    }

    /// <summary>Requests a second, and CPU seconds that each took of the service.</summary>
    private static (double PerSecond, double Cpu) Pass(LiveTarget target, TimeSpan length)
    {
        var (at, counted, cpu) = Ask(target);
        using var never = new ManualResetEvent(false);
        never.WaitOne(length);
        var (until, more, used) = Ask(target);
        return ((more - counted) / (until - at).TotalSeconds, (used - cpu) / (more - counted));
    }

    private static (Moment At, long Counted, double Cpu) Ask(LiveTarget target)
    {
        var answers = target.Output.Count;
        target.Send("truth");
        Eventually.True(() => target.Output.Count > answers, TimeSpan.FromSeconds(10), () => $"no answer from {target}");
        var answer = System.Text.Json.JsonElement.Parse(target.Output.Last());
        return (new Moment(answer.GetProperty("now").GetInt64()), answer.GetProperty("counted").GetInt64(), answer.GetProperty("cpu").GetDouble());
    }

    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * share))];
    }
}
