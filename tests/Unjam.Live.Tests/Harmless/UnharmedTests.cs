namespace Unjam.Live.Tests.Harmless;

/// <summary>The target does not notice: nobody traces it, it never stops, and Unjam's end, however sudden, changes nothing in it.</summary>
public sealed class UnharmedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public async Task Target_WhileItIsDiagnosed_IsNeverTracedOrStopped(string python)
    {
        using var target = LiveTarget.Start(python, "s01_loop_blocked_sleep.py");
        var run = Task.Run(() => CommandRun.Unjam("diagnose", $"{target.Pid}", "--duration", "2s", "--rate", "1000"));
        var glances = 0;
        while (!run.IsCompleted)
        {
            Assert.Equal(0, KernelView.TracerPid(target.Pid));
            Assert.DoesNotContain(KernelView.ThreadStates(target.Pid), state => state is 'T' or 't');
            glances++;
        }

        Assert.Equal(0, (await run).ExitCode);
        Assert.True(glances > 100, $"only {glances} glances");
    }

    [Fact]
    public void Unjam_KilledFiftyTimesAtRandom_LeavesTheTargetRunning()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        var chance = new Random(20);
        var threads = KernelView.Threads(target.Pid);
        for (var kill = 0; kill < 50; kill++)
        {
            var after = TimeSpan.FromMilliseconds(chance.Next(0, 400));
            // timeout(1) sends the signal that cannot be caught
            var run = CommandRun.Of(["timeout", "-s", "KILL", $"{after.TotalSeconds:0.000}", Repository.Command, "diagnose", $"{target.Pid}", "--rate", "1000", "--json"]);
            Assert.True(run.ExitCode is 137 or 124, $"It ended by itself after {after.TotalMilliseconds} ms with {run.ExitCode}: {run.Errors}");
            Assert.DoesNotContain(KernelView.ThreadStates(target.Pid), state => state is 'T' or 't' or 'Z');
        }

        Assert.Equal(threads, KernelView.Threads(target.Pid));
        Assert.Equal(0, KernelView.TracerPid(target.Pid));
        // it goes on working: its main thread sleeps and wakes
        var switches = KernelView.Status(target.Pid, "voluntary_ctxt_switches");
        Eventually.True(() => KernelView.Status(target.Pid, "voluntary_ctxt_switches") != switches, Patience, "the target does not go on");
    }
}
