using Unjam.Live;
namespace Unjam.Cases.Tests;

/// <summary>Targets that end, become something else or stop while they are watched.</summary>
public sealed class LifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("exit 3")]
    [InlineData("crash")]
    [InlineData("exec")]
    [InlineData("other")]
    public async Task HealthyTarget_GoesWhileWatched_IsCode3(string order)
    {
        using var target = StartHealthy();
        var run = Watch(target, "10s");
        target.Send(order);
        Refusal.Assert(await run, 3, $"{target.Pid}");
    }

    [Fact]
    public async Task BlockedTarget_ExitsWhileWatched_IsStillReported()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py", environment: new Dictionary<string, string> { ["DURATION"] = "3" });
        var run = await Task.Run(() => CommandRun.Unjam("diagnose", $"{target.Pid}", "--duration", "30s"));
        Assert.True(run.ExitCode == 0 && run.Output.Contains("legacy_fetch", StringComparison.Ordinal), $"{run}");
    }

    [Fact]
    public async Task Target_StopsWhileWatched_IsFoundStopped()
    {
        using var target = StartHealthy();
        var run = Watch(target, "3s");
        target.Send("stop");
        var finished = await run;
        Assert.True(finished.ExitCode == 0 && finished.Output.Contains("target-stopped", StringComparison.Ordinal), $"{finished}");
        // we did not stop it and do not start it
        Assert.Contains('T', KernelView.ThreadStates(target.Pid));
        target.Signal("CONT");
        Eventually.True(() => !KernelView.ThreadStates(target.Pid).Contains('T'), Patience, "it does not go on");
    }

    [Fact]
    public void Target_ForksWhileWatched_GoesOnBeingWatched()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "stop_exec_exit.py");
        target.Send("fork");
        target.WaitForJson("child", Patience);
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}");
        Assert.True(run.ExitCode == 0 && run.Output.Contains("loop-blocked", StringComparison.Ordinal), $"{run}");
    }

    private static LiveTarget StartHealthy() =>
        LiveTarget.Start(Interpreters.OfSeries("3.11"), "stop_exec_exit.py", environment: new Dictionary<string, string> { ["BLOCK"] = "0" });

    /// <summary>Begins to watch, and returns when the watch is well on its way.</summary>
    private static Task<CommandRun> Watch(LiveTarget target, string duration)
    {
        var run = Task.Run(() => CommandRun.Unjam("diagnose", $"{target.Pid}", "--duration", duration));
        int? watcher = null;
        Eventually.True(() => (watcher = WatcherOf(target.Pid)) is not null, Patience, "nobody watches it");
        // between two looks it waits: some twenty of them, and it has attached for long
        var waited = Waits(watcher!.Value);
        Eventually.True(() => run.IsCompleted || Waits(watcher.Value) > waited + 20, Patience, "it does not look again and again");
        return run;
    }

    private static int Waits(int pid) => KernelView.IsAlive(pid) ? int.Parse(KernelView.Status(pid, "voluntary_ctxt_switches")) : 0;

    /// <summary>The process that holds the target's memory open; null when none does.</summary>
    private static int? WatcherOf(int pid) => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var other) ? other : 0)
        .Where(other => other != 0 && other != Environment.ProcessId && KernelView.IsAlive(other))
        .Cast<int?>()
        .FirstOrDefault(other => KernelView.Descriptors(other!.Value).Contains($"/proc/{pid}/mem", StringComparison.Ordinal));
}
