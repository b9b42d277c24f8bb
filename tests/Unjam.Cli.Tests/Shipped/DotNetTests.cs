using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

/// <summary>The command as it is shipped, at a .NET process: this one, where nothing else is said.</summary>
public sealed class DotNetTests
{
    private const string Nobody = "65534";

    private static string Own => $"{Environment.ProcessId}";

    [Fact]
    public void OwnProcess_Listed_IsTherewithItsVersion()
    {
        var listed = Json("ps", "--json").GetProperty("processes").EnumerateArray().Single(process => process.GetProperty("pid").GetInt32() == Environment.ProcessId);
        Assert.True(listed.GetProperty("attachable").GetBoolean());
        Assert.Equal($".NET {Environment.Version}", listed.GetProperty("runtime").GetString());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("loops").ValueKind);
    }

    [Fact]
    public void OwnProcess_BeforeFlight_CanBeAttachedTo()
    {
        var run = CommandRun.Unjam("preflight", Own);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        foreach (var id in new[] { "kernel", "proc", "process", "user", "runtime", "port", "version", "stacks", "waits" })
            Assert.Contains($"✔ {id} ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("process_vm_readv", run.Output, StringComparison.Ordinal);
        Assert.Contains($"✔ YES  Process {Own} can be attached to", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnProcess_Dumped_ShowsItsThreadsAndPool()
    {
        var dump = Json("dump", "--json", Own);
        Assert.Equal("dotnet", dump.GetProperty("target").GetProperty("runtime").GetString());
        Assert.Equal($"{Environment.Version}", dump.GetProperty("target").GetProperty("version").GetString());
        Assert.Contains(dump.GetProperty("pools").EnumerateArray(), pool => pool.GetProperty("kind").GetString() == "dotnet-thread-pool");
        Assert.Contains(dump.GetProperty("threads").EnumerateArray(), thread => thread.GetProperty("stack").GetArrayLength() > 0);
    }

    [Fact]
    public void OwnProcess_DiagnosedTwiceAtOnce_IsSeenByBoth()
    {
        CommandRun[] runs = [.. Enumerable.Range(0, 2).AsParallel().WithDegreeOfParallelism(2).Select(_ => CommandRun.Unjam("diagnose", Own, "--json", "-d", "2s"))];
        foreach (var run in runs)
        {
            Assert.InRange(run.ExitCode, 0, 0);
            var quality = JsonDocument.Parse(run.Output).RootElement.GetProperty("quality");
            Assert.Equal(0, quality.GetProperty("failed").GetInt32());
            Assert.True(quality.GetProperty("ok").GetInt32() > quality.GetProperty("looks").GetInt32() / 2, run.Output);
        }
    }

    [Fact]
    public void ProcessOfAnother_AskedByNobody_NamesTheGateAndTheRemedy()
    {
        Assert.Equal("root", Environment.UserName); // as whom the other tests that change their user run, too
        // where nobody may not execute it
        var command = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():N}");
        File.Copy(Repository.Command, command);
        File.SetUnixFileMode(command, (UnixFileMode)0x1ed);
        try
        {
            foreach (var words in new[] { "diagnose", "dump", "check", "preflight" })
            {
                var run = CommandRun.Of(["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", command, words, Own]);
                Assert.Equal(4, run.ExitCode);
                Assert.Contains($"its diagnostics port belongs to user 0 and you are user {Nobody}", Unwrapped(run.Output + run.Errors), StringComparison.Ordinal);
                Assert.Contains($"sudo unjam diagnose {Own}", Unwrapped(run.Output + run.Errors), StringComparison.Ordinal);
            }

            var listed = CommandRun.Of(["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", command, "ps"]);
            Assert.Contains($"Process {Own} may not be asked", Unwrapped(listed.Output), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(command);
        }
    }

    [Fact]
    public void Shell_ThatBecomesDotNet_IsWatchedWhenItRuns()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Unjam.DotNetTarget.dll");
        var run = CommandRun.Unjam("run", "-d", "1s", "--", "bash", "-c", $"exec < <(sleep 4); exec dotnet {program} wait");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(".NET thread pool", run.Errors, StringComparison.Ordinal);
        Assert.Contains("ready", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unwatched", run.Errors, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] words)
    {
        var run = CommandRun.Unjam(words);
        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
