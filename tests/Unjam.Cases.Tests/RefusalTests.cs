using Unjam.Live;
namespace Unjam.Cases.Tests;

/// <summary>Processes that cannot be diagnosed, and requests that make no sense, as whole processes.</summary>
public sealed class RefusalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void NoSuchProcess_IsDiagnosed_IsCode3() =>
        Refusal.Assert(CommandRun.Unjam("diagnose", "4194300"), 3, "4194300");

    [Fact]
    public void ZombieProcess_IsDiagnosed_IsCode3()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "stop_exec_exit.py");
        target.Send("zombie");
        var child = target.WaitForJson("child", Patience).GetProperty("child").GetInt32();
        Eventually.True(() => KernelView.Status(child, "State").StartsWith('Z'), Patience, "the child is no zombie");
        Refusal.Assert(CommandRun.Unjam("diagnose", $"{child}"), 3, $"{child}");
    }

    [Fact]
    public void ProgramInC_IsDiagnosed_IsCode5()
    {
        using var process = LiveProcess.Start("sleep", "600");
        Refusal.Assert(CommandRun.Unjam("diagnose", $"{process.Pid}"), 5, "sleep");
    }

    [Fact]
    public void Shell_IsDiagnosed_IsCode5()
    {
        using var process = LiveProcess.Start("bash", "-c", "read -r _ < <(sleep 600)");
        Refusal.Assert(CommandRun.Unjam("diagnose", $"{process.Pid}"), 5, "bash");
    }

    [Fact]
    public void OldPython_IsDiagnosed_IsCode5AndNamesTheVersion()
    {
        foreach (var (name, executable) in Interpreters.Unsupported)
        {
            using var process = LiveProcess.Start(executable, "-c", "import time; time.sleep(600)");
            Refusal.Assert(CommandRun.Unjam("diagnose", $"{process.Pid}"), 5, string.Join('.', name.Split('.').Take(2)));
        }
    }

    [Fact]
    public void DebugBuildWithoutATableOfItsOwn_IsDiagnosed_IsCode5()
    {
        using var target = LiveTarget.Start(Interpreters.DebugBuilds.Single(each => each.Version < new Version(3, 13)), "s27_healthy.py");
        Refusal.Assert(CommandRun.Unjam("diagnose", $"{target.Pid}"), 5, "debug build");
    }

    [Fact]
    public void ProcessOfAnotherUser_IsDiagnosed_IsCode4AndNamesTheGate()
    {
        Assert.True(Environment.IsPrivilegedProcess, "Only root can become another user: run the tests as root.");
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s27_healthy.py");
        var folder = Directory.CreateTempSubdirectory("unjam-");
        try
        {
            // where the other user may read it
            var copy = Path.Combine(folder.FullName, "unjam");
            File.Copy(Repository.Command, copy);
            CommandRun.Of(["chmod", "-R", "a+rX", folder.FullName]);
            Refusal.Assert(
                CommandRun.Of(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", copy, "diagnose", $"{target.Pid}"]), 4, "you are user 65534", "it runs as user 0");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void FinalisingPython_IsDiagnosed_SaysSo()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.12"), "stop_exec_exit.py", environment: new Dictionary<string, string> { ["BLOCK"] = "0", ["DURATION"] = "0" });
        target.Send("finalize");
        target.WaitForLine(line => line == "FINALIZING", Patience);
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}");
        Refusal.Assert(run, 6, "shutting down");
    }

    [Theory]
    [InlineData("--rate", "0")]
    [InlineData("--rate", "-5")]
    [InlineData("--rate", "1000000000")]
    [InlineData("--rate", "NaN")]
    [InlineData("--duration", "0s")]
    [InlineData("--duration", "-1s")]
    [InlineData("--duration", "banana")]
    [InlineData("--duration", "99999999999h")]
    [InlineData("--no-such-option", "")]
    public void OptionThatMakesNoSense_IsGiven_IsCode2(string option, string value)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s27_healthy.py");
        Refusal.Assert(CommandRun.Unjam(["diagnose", $"{target.Pid}", option, .. value.Length > 0 ? (string[])[value] : []]), 2, option);
    }

    [Theory]
    [InlineData("banana")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void ProcessIdThatMakesNoSense_IsGiven_IsCode2(string pid) =>
        Refusal.Assert(CommandRun.Unjam("diagnose", pid), 2);

    [Fact]
    public void FullDisk_TakesTheReport_IsCode7()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s27_healthy.py");
        Refusal.Assert(CommandRun.Of(["sh", "-c", $"'{Repository.Command}' diagnose {target.Pid} --duration 0.3s --json > /dev/full"]), 7);
    }

    [Fact]
    public void ClosedPipe_TakesTheReport_EndsQuietly()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s27_healthy.py");
        var run = CommandRun.Of(["bash", "-c", $"'{Repository.Command}' diagnose {target.Pid} --duration 0.3s --json 2>/dev/null | true; echo ${{PIPESTATUS[0]}}"]);
        Assert.Contains(run.Output.Trim(), new[] { "0", "7", "141" });
    }
}
