using Unjam.DotNet;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Attach.Bench;

/// <summary>How much less a service answers while it is diagnosed.</summary>
/// <param name="Service">The case that serves.</param>
/// <param name="Alone">Requests a second without, the median.</param>
/// <param name="Calm">Change of the throughput outside of bursts, as a share: one a pair, in order.</param>
/// <param name="CalmCpu">Change of the CPU time that a request takes, outside of bursts.</param>
/// <param name="Bursts">The same within bursts.</param>
/// <param name="BurstsCpu">The same within bursts.</param>
/// <param name="Halted">How long the service stood still for the burst of attaching, the median.</param>
internal sealed record Loss(string Service, double Alone, double[] Calm, double[] CalmCpu, double[] Bursts, double[] BurstsCpu, TimeSpan Halted)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Attaching = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public static Loss Of(string service, int pairs)
    {
        using var target = DotNetRuntimes.Start(service);
        // compiled twice: the second time is not ours
        Pass(target, TimeSpan.FromSeconds(4), () => { });
        List<double> alone = [], calm = [], calmCpu = [], bursts = [], burstsCpu = [];
        List<TimeSpan> halted = [];
        for (var pair = 0; pair < pairs; pair++)
        {
            var without = Pass(target, Period, () => { });
            var look = new Snapshot();
            using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
            var burst = Pass(target, Attaching, () => probe.Look(look, LookDepth.Kernel));
            var before = look.Halted;
            var with = Pass(target, Period, () => probe.Look(look, LookDepth.Kernel));
            alone.Add(without.PerSecond);
            bursts.Add((burst.PerSecond / without.PerSecond) - 1);
            burstsCpu.Add((burst.Cpu / without.Cpu) - 1);
            halted.Add(before);
            if (look.Halted != before)
                continue;
            calm.Add((with.PerSecond / without.PerSecond) - 1);
            calmCpu.Add((with.Cpu / without.Cpu) - 1);
        }

        halted.Sort();
        return new(service, Quantile([.. alone], 0.5), [.. calm], [.. calmCpu], [.. bursts], [.. burstsCpu], halted[halted.Count / 2]);
    }

    public override string ToString() =>
        $"| {Service} | {Alone:0} | {Quantile(Calm, 0.5):+0.0 %;-0.0 %} | {Quantile(Calm, 0.25):+0.0 %;-0.0 %} … {Quantile(Calm, 0.75):+0.0 %;-0.0 %} | " +
        $"{Quantile(CalmCpu, 0.5):+0.0 %;-0.0 %} | {Quantile(Bursts, 0.5):+0.0 %;-0.0 %} over {Attaching.TotalSeconds:0.0} s | {Quantile(BurstsCpu, 0.5):+0.0 %;-0.0 %} | {Halted.TotalMilliseconds:0.0} ms |";

    /// <summary>Requests a second, and CPU seconds that each took of the service, while something is done again and again.</summary>
    private static (double PerSecond, double Cpu) Pass(LiveTarget target, TimeSpan length, Action look)
    {
        var (at, counted, cpu) = Ask(target);
        using var never = new ManualResetEvent(false);
        while (new Moment(TimeProvider.System.GetTimestamp()) - at < length)
        {
            look();
            never.WaitOne(Between);
        }

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
