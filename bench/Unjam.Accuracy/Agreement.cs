using System.Diagnostics;
using Unjam.Live;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Accuracy;

/// <summary>What looks see, against what the target's own oracle says of itself at the same time.</summary>
public static class Agreement
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    /// <summary>Compares so many statements of the oracle of one Python with the looks around each.</summary>
    /// <returns>How many were compared, how many agree, and the first that do not.</returns>
    public static (int Compared, int Agree, List<string> Wrong) Of(Interpreter python, int statements)
    {
        var environment = new Dictionary<string, string> { ["TRUTH"] = "1", ["TRUTH_EVERY"] = "0.004", ["DURATION"] = "600" };
        using var target = LiveTarget.Start(python, "oracle.py", environment: environment);
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var timeline = new Timeline(probe.Target, 2000);
        var (compared, agree, next) = (0, 0, 0);
        var wrong = new List<string>();
        var began = Stopwatch.GetTimestamp();
        for (var beat = 1L; compared < statements && !target.HasExited; beat++)
        {
            timeline.Take(probe, LookDepth.Memory);
            if (timeline.Looks % 500 == 0)
            {
                var told = target.Errors.Where(line => line.StartsWith("TRUTH ", StringComparison.Ordinal)).Skip(next).Select(Truth.Parse).ToArray();
                for (var i = 1; i + 1 < told.Length && told[i].Until + Interval <= timeline.Latest.At; i++)
                {
                    next++;
                    if (told[i].From - Interval < timeline[0].At)
                        continue;
                    compared++;
                    if (told[i].Between(told[i - 1], told[i + 1]).Difference(timeline, Interval) is not { } difference)
                        agree++;
                    else if (wrong.Count < 5)
                        wrong.Add($"{python}: {difference}");
                }
            }

            var rest = (Interval * beat) - Stopwatch.GetElapsedTime(began);
            if (rest > TimeSpan.Zero)
                Thread.Sleep((int)Math.Round(rest.TotalMilliseconds));
            else
                beat = (long)(Stopwatch.GetElapsedTime(began) / Interval);
        }

        return (compared, agree, wrong);
    }
}
