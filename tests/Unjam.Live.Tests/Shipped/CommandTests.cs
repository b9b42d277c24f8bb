using System.Diagnostics;

namespace Unjam.Live.Tests.Shipped;

/// <summary>The command as it is shipped: small, quick to start, modest.</summary>
public sealed class CommandTests
{
    [Fact]
    public void TheFile_IsOne_AndBelow40Megabytes()
    {
        Assert.InRange(new FileInfo(Repository.Command).Length, 1_000_000, 40_000_000);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Repository.Command)!));
    }

    [Fact]
    public void Help_FromStartToEnd_TakesAtMost80Milliseconds()
    {
        var times = Enumerable.Range(0, 11).Select(_ => CommandRun.Unjam("--help")).ToArray();
        Assert.All(times, run => Assert.Equal(0, run.ExitCode));
        var median = times.Select(run => run.Elapsed.TotalMilliseconds).Order().ElementAt(5);
        Assert.True(median <= 80, $"{median:0} ms");
    }

    [Fact]
    public async Task Diagnose_OfABusyService_UsesAtMost60Megabytes()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        var start = CommandRun.StartInfo([Repository.Command, "diagnose", $"{target.Pid}", "--json", "--rate", "1000", "--duration", "5s"], null);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
            peak = Math.Max(peak, PeakOf(process.Id));
        Assert.Equal(0, process.ExitCode);
        Assert.NotEmpty(await output);
        Assert.InRange(peak, 1_000, 60 * 1024);
    }

    /// <summary>The most memory it ever held, in KiB; 0 when it has just ended.</summary>
    private static long PeakOf(int pid)
    {
        try
        {
            return long.Parse(KernelView.Status(pid, "VmHWM").Split(' ')[0]);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
