using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

/// <summary>Commands at live processes: what they say, where, and with which exit code.</summary>
public sealed class WatchTests
{
    private static readonly Interpreter Python = Interpreters.OfSeries("3.11");

    [Fact]
    public void BlockedLoop_Diagnosed_IsSaidLastWithItsPlace()
    {
        using var target = LiveTarget.Start(Python, "s01_loop_blocked_sleep.py");
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"Attached to {target.Pid} \"", run.Output);
        var last = run.Output.TrimEnd('\n').Split('\n')[^1];
        Assert.Contains("loop-blocked", last);
        Assert.EndsWith($"time.sleep in legacy_fetch  {target.Script}:3", last);
        Assert.StartsWith($"Watching {target.Pid} (", run.Errors);
        Assert.Single(run.Errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("warning", 1)]
    [InlineData("critical", 1)]
    public void BlockedLoop_DiagnosedForAScript_GivesTheCodeThatWasAskedFor(string failOn, int code)
    {
        using var target = LiveTarget.Start(Python, "s01_loop_blocked_sleep.py");
        var run = CommandRun.Unjam("diagnose", "-p", $"{target.Pid}", "--json", "--fail-on", failOn);
        Assert.Equal(code, run.ExitCode);
        var document = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.Equal("findings", document.GetProperty("verdict").GetString());
        Assert.Equal("legacy_fetch", document.GetProperty("findings")[0].GetProperty("culprit").GetProperty("function").GetString());
        Assert.False(document.GetProperty("target").TryGetProperty("command", out _));
    }

    [Fact]
    public void BlockedLoop_DiagnosedForAChannel_IsMarkdownWithoutTheCommandLine()
    {
        using var target = LiveTarget.Start(Python, "s01_loop_blocked_sleep.py");
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}", "--md");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("**✖ Unjam: ", run.Output);
        Assert.Contains($"- **Culprit:** `time.sleep` in `legacy_fetch`, `{target.Script}:3`\n", run.Output);
        Assert.DoesNotContain("python3 ", run.Output);
    }

    [Theory]
    [InlineData("s01_loop_blocked_sleep.py", 1, "✖ FAILED")]
    [InlineData("s27_healthy.py", 0, "✔ PASSED")]
    public void LiveService_Checked_IsWatchedToTheEndAndPassesOrFails(string script, int code, string verdict)
    {
        using var target = LiveTarget.Start(Python, script);
        var run = CommandRun.Unjam("check", $"{target.Pid}", "--for", "3s");
        Assert.Equal(code, run.ExitCode);
        Assert.StartsWith($"{verdict}  {target.Pid}: ", run.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.True(run.Elapsed > TimeSpan.FromSeconds(3), $"it watched for {run.Elapsed}");
    }

    [Fact]
    public void BlockedLoop_CheckedForAScript_IsADiagnosis()
    {
        using var target = LiveTarget.Start(Python, "s01_loop_blocked_sleep.py");
        var run = CommandRun.Unjam("check", "--json", "-p", $"{target.Pid}", "--for", "2s", "--fail-on", "warning");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("unjam.diagnosis/1", JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("schema").GetString());
    }

    [Fact]
    public void TargetKilled_WhileItIsChecked_Gives3()
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        using var unjam = Started.Of(Repository.Command, "check", $"{target.Pid}");
        unjam.WaitForError("Watching");
        target.Signal("KILL");
        Assert.Equal(3, unjam.WaitForEnd());
    }

    [Fact]
    public void FullDisk_UnderTheReport_Gives7()
    {
        using var target = LiveTarget.Start(Python, "idle.py");
        var run = CommandRun.Of(["sh", "-c", $"{Repository.Command} diagnose {target.Pid} -d 200ms --json > /dev/full"]);
        Assert.Equal(7, run.ExitCode);
        Assert.EndsWith("unjam: Cannot write the output: No space left on device.\n", run.Errors);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Interrupt_WhileItWatches_ShowsWhatWasSeenAndGives130(string signal)
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        using var unjam = Started.Of(Repository.Command, "diagnose", $"{target.Pid}", "-d", "60s");
        unjam.WaitForError("Watching");
        unjam.Signal(signal);
        Assert.Equal(130, unjam.WaitForEnd());
        Assert.Contains("Interrupted after", unjam.Output);
        Assert.Contains("target never paused", unjam.Output);
    }

    [Fact]
    public void TargetKilled_WhileItIsWatched_Gives3()
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        using var unjam = Started.Of(Repository.Command, "diagnose", $"{target.Pid}", "-d", "60s");
        unjam.WaitForError("Watching");
        target.Signal("KILL");
        Assert.Equal(3, unjam.WaitForEnd());
        Assert.Contains("unjam: ", unjam.Errors);
    }

    [Fact]
    public void Strangers_Process_Gives4AndNamesTheGate()
    {
        Assert.True(Environment.IsPrivilegedProcess, "This test needs root, to become someone who is not.");
        using var target = LiveTarget.Start(Python, "idle.py");
        // a directory that anyone may enter: the working copy may lie in root's home
        var folder = Directory.CreateTempSubdirectory("unjam-test-");
        try
        {
            var copy = Path.Combine(folder.FullName, "unjam");
            File.Copy(Repository.Command, copy);
            CommandRun.Of(["chmod", "-R", "a+rX", folder.FullName]);
            var run = CommandRun.Of(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", copy, "diagnose", $"{target.Pid}"]);
            Assert.Equal((4, ""), (run.ExitCode, run.Output));
            Assert.Contains("you are user 65534", run.Errors);
            var preflight = CommandRun.Of(["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", copy, "preflight", "--json", $"{target.Pid}"]);
            Assert.Equal(4, preflight.ExitCode);
            var unmet = JsonSerializer.Deserialize<JsonElement>(preflight.Output).GetProperty("conditions").EnumerateArray().First(each => each.GetProperty("met").ValueKind == JsonValueKind.False);
            Assert.Equal("user", unmet.GetProperty("id").GetString());
            Assert.Equal($"sudo unjam diagnose {target.Pid}", unmet.GetProperty("remedies").GetProperty("host").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Master_Diagnosed_HintsAtItsWorkersAndWithThemNamesTheWorst()
    {
        using var target = LiveTarget.Start(Python, "master.py");
        var blocked = target.Announcement.GetProperty("expect").GetProperty("blocked").GetInt32();
        var alone = CommandRun.Unjam("diagnose", $"{target.Pid}", "-d", "500ms");
        Assert.Equal(0, alone.ExitCode);
        Assert.Contains($"unjam diagnose --subprocesses {target.Pid}", alone.Output.Replace("\n  ", " "));

        var all = CommandRun.Unjam("diagnose", "-s", $"{target.Pid}", "--fail-on", "critical");
        Assert.Equal(1, all.ExitCode);
        var last = all.Output.TrimEnd('\n').Split('\n')[^1];
        Assert.Contains("loop-blocked", last);
        Assert.EndsWith($"in {blocked}, the worst of 1 that stall among 3 processes", last);

        var documents = CommandRun.Unjam("diagnose", "-s", $"{target.Pid}", "-d", "1s", "--json").Output.TrimEnd('\n').Split('\n')
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("target").GetProperty("pid").GetInt32());
        Assert.Equal([target.Pid, blocked, target.Announcement.GetProperty("expect").GetProperty("healthy").GetInt32()], documents);
    }

    [Fact]
    public void LivePython_AskedForByPreflight_CanBeAttachedTo()
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        var run = CommandRun.Unjam("preflight", $"{target.Pid}");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains($"CPython {Python.Version}", run.Output);
        Assert.EndsWith($"✔ YES  Process {target.Pid} can be attached to: unjam diagnose {target.Pid}\n", run.Output);
    }

    [Fact]
    public void PoolBacklog_Dumped_ShowsWorkersAndQueue()
    {
        using var target = LiveTarget.Start(Python, "s04_pool_backlog.py");
        var run = CommandRun.Unjam("dump", $"{target.Pid}");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Pool \"report-pool\"  ThreadPoolExecutor · 4/4 workers busy", run.Output);
        Assert.Contains("blocking_io_task", run.Output);
        Assert.Contains("Loop asyncio", run.Output);
        var document = JsonSerializer.Deserialize<JsonElement>(CommandRun.Unjam("dump", "--json", $"{target.Pid}").Output);
        Assert.Equal(4, document.GetProperty("pools")[0].GetProperty("workers").GetArrayLength());
    }

    [Fact]
    public void LiveProcess_Listed_ShowsItsRuntimeAndLoops()
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        Assert.Contains($"{target.Pid}   CPython {Python.Version}", CommandRun.Unjam("ps").Output);
        var document = JsonSerializer.Deserialize<JsonElement>(CommandRun.Unjam("ps", "--json").Output);
        var process = document.GetProperty("processes").EnumerateArray().Single(each => each.GetProperty("pid").GetInt32() == target.Pid);
        Assert.True(process.GetProperty("attachable").GetBoolean());
        Assert.Equal("asyncio", process.GetProperty("loops")[0].GetString());
    }

    [Fact]
    public void Progress_OnATerminal_ChangesInPlaceAndIsTakenAway()
    {
        using var target = LiveTarget.Start(Python, "s27_healthy.py");
        var run = CommandRun.Of(["script", "-qec", $"{Repository.Command} diagnose {target.Pid} -d 500ms", "/dev/null"], environment: new Dictionary<string, string> { ["TERM"] = "xterm" });
        Assert.Contains("\r\x1b[KWatching", run.Output);
        Assert.Contains("\r\x1b[KAttached to", run.Output);
        Assert.DoesNotContain("Watching", run.Output[run.Output.LastIndexOf("\r\x1b[K", StringComparison.Ordinal)..]);
    }
}
