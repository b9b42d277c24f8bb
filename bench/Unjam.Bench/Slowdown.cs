using System.Text.Json;
using Unjam.Live;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Bench;

/// <summary>What watching costs the target: equal chunks of CPU-bound Python, with the watch switched on and off in turns within one run
/// (runs of their own differ by more than what is to be measured).</summary>
/// <param name="Rate">Looks a second while it was on.</param>
/// <param name="Cpu">How much more CPU time a chunk takes while it is watched, as a share; the median of the pairs.</param>
/// <param name="Elapsed">How much longer it takes.</param>
/// <param name="Lower">Lower quartile of <paramref name="Cpu"/> over the pairs.</param>
/// <param name="Upper">Upper quartile.</param>
/// <param name="Pairs">Pairs of an on and an off period.</param>
public sealed record Slowdown(double Rate, double Cpu, double Elapsed, double Lower, double Upper, int Pairs)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Measures it.</summary>
    /// <param name="rate">Looks a second while the watch is on; 0 never looks, and tells how far apart two equal halves are.</param>
    public static Slowdown Of(Interpreter python, double rate, int pairs)
    {
        using var target = LiveTarget.Start(python, "chunks.py", environment: new Dictionary<string, string> { ["DURATION"] = "0" });
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        using var never = new ManualResetEvent(false);
        var look = new Snapshot();
        var periods = new List<(double From, double To, bool IsOn)>();
        var looks = 0;
        for (var period = 0; period < pairs * 2; period++)
        {
            var isOn = period % 2 == 1;
            var from = Now();
            while (Now() - from < Period.TotalSeconds)
            {
                if (isOn && rate > 0)
                {
                    probe.Look(look, LookDepth.Memory);
                    looks++;
                    never.WaitOne(TimeSpan.FromSeconds(1 / rate));
                }
                else
                {
                    never.WaitOne(Period / 10);
                }
            }

            periods.Add((from, Now(), isOn));
        }

        target.Send("end");
        var chunks = target.WaitForJson("chunks", TimeSpan.FromSeconds(20)).GetProperty("chunks").EnumerateArray().ToArray();
        var medians = periods.Select(period => (Cpu: Median(chunks, period, 1), Elapsed: Median(chunks, period, 2))).ToArray();
        var cpu = Enumerable.Range(0, pairs).Select(n => (medians[(2 * n) + 1].Cpu / medians[2 * n].Cpu) - 1).Order().ToArray();
        var elapsed = Enumerable.Range(0, pairs).Select(n => (medians[(2 * n) + 1].Elapsed / medians[2 * n].Elapsed) - 1).Order().ToArray();
        return new Slowdown(
            looks / (pairs * Period.TotalSeconds), cpu[pairs / 2], elapsed[pairs / 2], cpu[pairs / 4], cpu[pairs * 3 / 4], pairs);
    }

    private static double Now() => new Moment(TimeProvider.System.GetTimestamp()).Seconds;

    private static double Median(JsonElement[] chunks, (double From, double To, bool IsOn) period, int field)
    {
        var values = chunks
            .Where(chunk => chunk[0].GetDouble() >= period.From && chunk[0].GetDouble() + chunk[2].GetDouble() <= period.To)
            .Select(chunk => chunk[field].GetDouble()).Order().ToArray();
        return values[values.Length / 2];
    }
}
