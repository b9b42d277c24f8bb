using System.Diagnostics;
using System.Globalization;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.Serve.Tests;

/// <summary>What it costs to watch fifty processes that are well. <c>make soak</c> does it for ten minutes, or for as long as it is told.</summary>
public sealed class ManyTargetsTests(ITestOutputHelper output)
{
    private const int Count = 50;
    private const double MostCores = 0.1;
    private const long MostBytes = (64L + Count) << 20;
    private static readonly TimeSpan LongestScrape = TimeSpan.FromMilliseconds(50);

    // What is kept of a target is kept for fifteen minutes: until then it may grow, as slowly as that takes. The first minutes tell nothing of that:
    // each target has its first closer look, a few at a time, and memory for it is taken then.
    private const long MostGrowth = 16L << 20;
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    [Fact]
    public void FiftyTargets_Watched_CostLittleAndStaySo()
    {
        var duration = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("UNJAM_SOAK") ?? "15", CultureInfo.InvariantCulture));
        var targets = new List<LiveTarget>();
        try
        {
            var environment = new Dictionary<string, string> { ["DURATION"] = (duration.TotalSeconds + 300).ToString(CultureInfo.InvariantCulture) };
            for (var i = 0; i < Count; i++)
                targets.Add(LiveTarget.Start(Interpreters.List[i % Interpreters.List.Length], "s27_healthy.py", environment: environment));
            using var serving = Serving.Over(targets);
            Eventually.True(() => Up(serving) == Count, TimeSpan.FromSeconds(60), () => $"{Up(serving)} are watched: {serving.Said}");
            Measure(serving, duration);
            Assert.Equal(Count, Up(serving));
        }
        finally
        {
            foreach (var target in targets)
                target.Dispose();
        }
    }

    private void Measure(Serving serving, TimeSpan duration)
    {
        using var process = Process.GetProcessById(serving.Pid);
        // the first seconds compile, and every target has its first closer look
        var settled = Stopwatch.StartNew();
        Eventually.True(() => settled.Elapsed > duration / 3, duration, "the clock stands still");
        var (cpu, bytes, longest, scrapes) = (Cpu(process), Bytes(process), TimeSpan.Zero, 0);
        var clock = Stopwatch.StartNew();
        var fastest = TimeSpan.MaxValue;
        while (clock.Elapsed < duration)
        {
            var began = Stopwatch.GetTimestamp();
            serving.Get("/metrics");
            var took = Stopwatch.GetElapsedTime(began);
            longest = took > longest ? took : longest;
            fastest = took < fastest ? took : fastest;
            scrapes++;
            using var rest = new ManualResetEventSlim();
            rest.Wait(TimeSpan.FromSeconds(1));
        }

        var cores = (Cpu(process) - cpu) / clock.Elapsed;
        var now = Bytes(process);
        output.WriteLine($"{cores:0.0 %} of a core, {now >> 20} MB after {bytes >> 20} MB, {scrapes} scrapes of {fastest.TotalMilliseconds:0.0} to {longest.TotalMilliseconds:0.0} ms");
        Assert.InRange(cores, 0, MostCores);
        Assert.InRange(now, 0, MostBytes);
        if (duration >= LongEnough)
            Assert.InRange(now - bytes, long.MinValue, MostGrowth);
        Assert.InRange(fastest, TimeSpan.Zero, LongestScrape);
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static long Bytes(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    private static int Up(Serving serving) =>
        serving.Get("/metrics").Split('\n').Count(line => line.StartsWith("unjam_target_up{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal));
}
