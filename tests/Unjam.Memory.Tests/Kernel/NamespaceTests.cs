using System.Diagnostics;
using System.Globalization;
using Unjam.Live;

namespace Unjam.Memory.Tests;

/// <summary>Targets in namespaces of their own; these tests run as root, to make such.</summary>
public sealed class NamespaceTests
{
    private const string TwoThreads =
        "import os, sys, threading; t = threading.Thread(target=threading.Event().wait, daemon=True); t.start(); " +
        "print(os.getpid(), t.native_id, flush=True); sys.stdin.read()";

    [Fact]
    public void Translate_TargetInAnotherPidNamespace_GivesOurNumbers()
    {
        using var unshare = Start("unshare", "--pid", "--fork", "--kill-child", "setpriv", "--pdeathsig", "KILL", "/usr/bin/python3", "-c", TwoThreads);
        var inner = unshare.StandardOutput.ReadLine()!.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var pid = int.Parse(File.ReadAllText($"/proc/{unshare.Id}/task/{unshare.Id}/children").Trim(), CultureInfo.InvariantCulture);
        using (var directory = ProcessDirectory.Open(pid))
        {
            var numbers = new ThreadNumbers(directory);
            Assert.False(numbers.AreOurs);
            Assert.Equal(1, inner[0]);
            Assert.Equal(pid, numbers.Translate(inner[0]));
            var worker = numbers.Translate(inner[1]);
            Assert.Contains(worker!.Value, directory.Threads());
            Assert.NotEqual(pid, worker);
            Assert.Null(numbers.Translate(12345));
            using var memory = ProcessMemory.Open(pid);
            memory.EnsureSame();
        }

        End(unshare);
    }

    [Fact]
    public void Translate_TargetInOurNamespace_IsTheSame()
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var numbers = new ThreadNumbers(own);
        Assert.True(numbers.AreOurs);
        Assert.Equal(4711, numbers.Translate(4711));
    }

    [Fact]
    public void Monotonic_TargetInAnotherTimeNamespace_IsOffset()
    {
        using var unshare = Start("unshare", "--time", "--monotonic", "3600", "--fork", "--kill-child", "setpriv", "--pdeathsig", "KILL",
            "/usr/bin/python3", "-c", "import time; print(time.monotonic(), flush=True); import sys; sys.stdin.read()");
        var theirs = double.Parse(unshare.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        var ours = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        Assert.InRange(theirs - ours, 3590, 3601);
        var pid = int.Parse(File.ReadAllText($"/proc/{unshare.Id}/task/{unshare.Id}/children").Trim(), CultureInfo.InvariantCulture);
        using (var directory = ProcessDirectory.Open(pid))
            Assert.Equal(TimeSpan.FromHours(1), ClockOffset.Monotonic(directory));
        using (var own = ProcessDirectory.Open(Environment.ProcessId))
            Assert.Equal(TimeSpan.Zero, ClockOffset.Monotonic(own));
        End(unshare);
    }

    [Theory]
    [InlineData("monotonic           0         0\nboottime            0         0\n", 0)]
    [InlineData("monotonic  -5 250000000\n", -4.75)]
    [InlineData("boottime  5 0\n", 0)]
    [InlineData("monotonic  99999999999999999999 0\n", 0)]
    [InlineData("monotonic  9223372036854775807 0\n", 0)]
    [InlineData("monotonic\n", 0)]
    public void Parse_Offsets_AreSecondsAndNanoseconds(string text, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), ClockOffset.Parse(System.Text.Encoding.ASCII.GetBytes(text)));

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        process.StandardInput.Close();
        Eventually.True(() => process.HasExited, TimeSpan.FromSeconds(20), "it does not end");
    }
}
