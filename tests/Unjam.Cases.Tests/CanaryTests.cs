using System.Diagnostics;
using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>Values of a program never leave it: marked strings in its locals, arguments, globals, dicts, attributes and environment are in no output, nor in Unjam's own memory.</summary>
public sealed class CanaryTests
{
    private const string OfTheEnvironment = "canary-of-the-environment-5d1f";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("3.8")]
    [InlineData("3.11")]
    [InlineData("3.13")]
    [InlineData("3.15")]
    public void Secrets_OfALiveProcess_AreInNoOutput(string series)
    {
        using var target = Start(series);
        var mark = Mark(target);
        var pid = $"{target.Pid}";
        string[][] commands =
        [
            ["diagnose", pid, "-d", "1s"], ["diagnose", pid, "-d", "1s", "--json"], ["diagnose", pid, "-d", "1s", "--md"], ["diagnose", "-s", pid, "-d", "500ms"],
            ["check", pid, "--for", "500ms"], ["dump", pid], ["dump", pid, "--json"], ["ps"], ["ps", "--json"], ["preflight", pid], ["preflight", pid, "--json"],
        ];
        foreach (var command in commands)
        {
            var run = CommandRun.Unjam(command);
            Assert.True(run.Output.Length > 100, $"{string.Join(' ', command)} said nothing: {run}");
            foreach (var canary in new[] { mark, OfTheEnvironment })
                Assert.False($"{run.Output}{run.Errors}".Contains(canary, StringComparison.Ordinal), $"{string.Join(' ', command)} shows {canary}");
        }
    }

    [Theory]
    [InlineData("3.8")]
    [InlineData("3.11")]
    [InlineData("3.13")]
    [InlineData("3.15")]
    public void Secrets_OfALiveProcess_AreNotInTheMemoryOfUnjam(string series)
    {
        Assert.True(Environment.IsPrivilegedProcess, "This test needs root, to read Unjam's memory.");
        using var target = Start(series);
        // nobody reads its output: a dump fills the pipe and stays as it is, with all it has read
        using var watch = Unread("check", $"{target.Pid}", "--for", "60s");
        using var dump = Unread("dump", "--json", $"{target.Pid}");
        try
        {
            Eventually.True(() => IsWritten(dump.Id), Patience, "the dump does not fill its pipe");
            // a second of looks, with the switches of a wait between them
            Eventually.True(() => int.Parse(KernelView.Status(watch.Id, "voluntary_ctxt_switches")) > 100, Patience, "the watch does not look");
            foreach (var unjam in new[] { watch, dump })
            {
                Assert.True(OtherMemory.Holds(unjam.Id, "secrets_kept"), "not even the name of the program is in the memory of Unjam: the search is blind");
                Assert.False(OtherMemory.Holds(unjam.Id, Mark(target)), $"{unjam.StartInfo.ArgumentList[0]} holds a secret of the process in its memory");
                Assert.False(OtherMemory.Holds(unjam.Id, OfTheEnvironment), $"{unjam.StartInfo.ArgumentList[0]} holds the environment of the process in its memory");
            }
        }
        finally
        {
            watch.Kill();
            dump.Kill();
        }
    }

    private static LiveTarget Start(string series) => LiveTarget.Start(
        Interpreters.OfSeries(series), "secrets_kept.py", environment: new Dictionary<string, string> { ["ENV_CANARY"] = OfTheEnvironment });

    private static string Mark(LiveTarget target) => target.Announcement.GetProperty("expect").GetProperty("mark").GetString()!;

    private static Process Unread(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    // it waits in write(2), number 1, for room in the pipe
    private static bool IsWritten(int pid) => Directory.GetDirectories($"/proc/{pid}/task").Any(task => File.ReadAllText(Path.Combine(task, "syscall")).StartsWith("1 ", StringComparison.Ordinal));
}
