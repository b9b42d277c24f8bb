using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

public sealed class RunTests
{
    private static readonly string Python = Interpreters.OfSeries("3.11").Executable;

    private static string Script(string name) => Path.Combine(Repository.Targets, name);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -KILL $$", 137)]
    public void Command_HasEnded_ItsExitCodeIsOurs(string command, int code)
    {
        var run = CommandRun.Unjam("run", "--", "sh", "-c", command);
        Assert.Equal((code, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void Command_ThatIsNotThere_Gives127()
    {
        var run = CommandRun.Unjam("run", "--", "no-such-command-at-all");
        Assert.Equal((127, "unjam: there is no command no-such-command-at-all\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void Command_ThatCannotBeExecuted_Gives126()
    {
        var run = CommandRun.Unjam("run", "--", "/etc/passwd");
        Assert.Equal(126, run.ExitCode);
        Assert.StartsWith("unjam: /etc/passwd cannot be executed: ", run.Errors);
    }

    [Fact]
    public void Arguments_OfTheCommand_AreLeftAlone()
    {
        var run = CommandRun.Unjam("run", "--", "printf", "%s|", "--json", "@file", "--", "-d", "a b", "");
        Assert.Equal((0, "--json|@file|--|-d|a b||"), (run.ExitCode, run.Output));
    }

    [Fact]
    public void BlockedLoop_Run_IsSaidOnTheErrorsAndTheOutputStaysTheCommands()
    {
        var run = CommandRun.Of([Repository.Command, "run", "--", Python, Script("s01_loop_blocked_sleep.py")], environment: new Dictionary<string, string> { ["DURATION"] = "6" });
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{\"pid\":", run.Output);
        Assert.EndsWith("READY\n", run.Output);
        Assert.Contains("loop-blocked", run.Errors);
        Assert.Contains($"{Script("s01_loop_blocked_sleep.py")}:3", run.Errors);
    }

    [Fact]
    public void Command_ThatEndsWhileItIsWatched_IsSaidToHaveEnded()
    {
        var run = CommandRun.Of([Repository.Command, "run", "--", Python, Script("s27_healthy.py")], environment: new Dictionary<string, string> { ["DURATION"] = "1.5" });
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("unjam: the command ended while it was watched; nothing had been found", run.Errors);
    }

    [Fact]
    public void Terminate_SentToUnjam_IsHandedToTheCommand()
    {
        using var unjam = Started.Of(Repository.Command, "run", "--", Python, "-u", "-c",
            "import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *a: (print('got it'), sys.exit(5)))\nprint('ready')\nwhile True: time.sleep(0.1)");
        unjam.WaitForOutput("ready");
        unjam.Signal("TERM");
        Assert.Equal(5, unjam.WaitForEnd());
        Assert.Equal("ready\ngot it\n", unjam.Output);
    }

    [Fact]
    public void Interrupt_SentToUnjamAlone_IsHandedToTheCommandOnce()
    {
        using var unjam = Started.Of(Repository.Command, "run", "--", Python, "-u", "-c",
            "import signal, sys, time\nsignal.signal(signal.SIGINT, lambda *a: print('int'))\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(9))\nprint('ready')\nwhile True: time.sleep(0.1)");
        unjam.WaitForOutput("ready");
        unjam.Signal("INT");
        unjam.WaitForOutput("int");
        unjam.Signal("TERM");
        Assert.Equal(9, unjam.WaitForEnd());
        Assert.Equal("ready\nint\n", unjam.Output);
    }
}
