using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

public sealed class ExitCodeTests
{
    private const int NoPid = 4_194_303; // above what the kernel gives out by default

    [Theory]
    [InlineData("diagnose")]
    [InlineData("dump")]
    [InlineData("check")]
    public void NoSuchProcess_Named_Gives3AndASentence(string command) => AssertRefused(3, "There is no process 4194303", command, $"{NoPid}");

    [Fact]
    public void Shell_Diagnosed_Gives5AndNamesIt()
    {
        using var shell = Started.Of("sh", "-c", "echo ready; read line");
        shell.WaitForOutput("ready");
        AssertRefused(5, "is neither a Python nor a .NET process", "diagnose", $"{shell.Pid}");
    }

    [Fact]
    public void Zombie_Diagnosed_Gives3AndSaysSo()
    {
        using var parent = Started.Of("sh", "-c", "sleep 0.1 & echo pid=$! ; exec sleep 60");
        parent.WaitForOutput("pid=");
        var zombie = int.Parse(parent.Output.Split('=')[1]);
        Eventually.True(() => KernelView.Status(zombie, "State").StartsWith('Z'), TimeSpan.FromSeconds(10), "it is no zombie");
        AssertRefused(3, "zombie", "diagnose", $"{zombie}");
    }

    [Theory]
    [InlineData("diagnose", "1", "--rate", "0")]
    [InlineData("diagnose", "1", "--rate", "-1")]
    [InlineData("diagnose", "1", "--rate", "NaN")]
    [InlineData("diagnose", "1", "--rate", "1e9")]
    [InlineData("diagnose", "1", "--rate", "10001")]
    [InlineData("diagnose", "1", "--rate", "fast")]
    [InlineData("diagnose", "1", "--duration", "0")]
    [InlineData("diagnose", "1", "--duration", "-5")]
    [InlineData("diagnose", "1", "--duration", "NaN")]
    [InlineData("diagnose", "1", "--duration", "Infinity")]
    [InlineData("diagnose", "1", "--duration", "1e9")]
    [InlineData("diagnose", "1", "--duration", "5 parsecs")]
    [InlineData("diagnose", "1", "--duration", "25h")]
    [InlineData("diagnose", "1", "--duration", "")]
    [InlineData("diagnose", "1", "--duration", "1s", "--rate", "1")]
    [InlineData("diagnose")]
    [InlineData("diagnose", "0")]
    [InlineData("diagnose", "-7")]
    [InlineData("diagnose", "python")]
    [InlineData("diagnose", "1", "--pid", "2")]
    [InlineData("diagnose", "1", "2")]
    [InlineData("diagnose", "1", "--fail-on", "info")]
    [InlineData("diagnose", "1", "--json", "--md")]
    [InlineData("check")]
    [InlineData("check", "1", "--for", "soon")]
    [InlineData("check", "1", "--fail-on", "none")]
    [InlineData("diagnose", "1", "--color", "pink")]
    [InlineData("diagnose", "1", "--locals")]
    [InlineData("dump", "1", "-l")]
    [InlineData("dump", "1", "--native")]
    [InlineData("run")]
    [InlineData("run", "--")]
    [InlineData("explain", "no-such-finding")]
    [InlineData("diagnos", "1")]
    [InlineData("record")]
    [InlineData("--bogus")]
    public void CommandLine_WithoutSense_Gives2AndASentence(params string[] arguments)
    {
        var run = CommandRun.Unjam(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("unjam: ", run.Errors);
        Assert.InRange(run.Errors.Split('\n').Length, 2, 6);
    }

    [Theory]
    [InlineData(0, "✔ YES")]
    [InlineData(3, "✖ NO", "4194303")]
    [InlineData(5, "✖ NO", "shell")]
    public void Preflight_Asked_SaysYesOrNoAndGivesTheCode(int code, string answer, params string[] pid)
    {
        using var shell = Started.Of("sh", "-c", "echo ready; read line");
        shell.WaitForOutput("ready");
        var run = CommandRun.Unjam(["preflight", .. pid.Select(each => each == "shell" ? $"{shell.Pid}" : each)]);
        Assert.Equal((code, ""), (run.ExitCode, run.Errors));
        Assert.Contains("✔ process_vm_readv", run.Output);
        Assert.StartsWith(answer, run.Output.TrimEnd('\n').Split('\n').Last(line => !line.StartsWith(' ')));
    }

    [Fact]
    public void MistypedCommand_Refused_NamesTheNearest() => AssertRefused(2, "did you mean diagnose?", "diagnos", "1");

    [Fact]
    public void Locals_AskedFor_AreRefusedWithTheReason() => AssertRefused(2, "Unjam never reads the values of your variables", "dump", "1", "--locals");

    [Fact]
    public void NonBlocking_AskedFor_IsTakenWithANote()
    {
        var run = CommandRun.Unjam("dump", $"{NoPid}", "--nonblocking");
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("note: --nonblocking changes nothing", run.Errors);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("version --json")]
    [InlineData("ps --json")]
    [InlineData("explain")]
    public void FullDisk_OnTheOutput_Gives7AndASentence(string arguments)
    {
        var run = CommandRun.Of(["sh", "-c", $"{Repository.Command} {arguments} > /dev/full"]);
        Assert.Equal((7, "unjam: Cannot write the output: No space left on device.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void ClosedPipe_OnTheOutput_Gives141Quietly()
    {
        var run = CommandRun.Of(["bash", "-c", $"{{ {Repository.Command} --help; echo code=$? >&2; }} | exec true"]);
        Assert.Equal("code=141\n", run.Errors);
    }

    [Fact]
    public void ClosedDescriptor_OnTheOutput_Gives7AndASentence()
    {
        var run = CommandRun.Of(["sh", "-c", $"{Repository.Command} --help >&-"]);
        Assert.Equal((7, "unjam: Cannot write the output: Bad file descriptor.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void SharedFile_ForTheOutput_IsNotOverwritten()
    {
        var file = Path.GetTempFileName();
        try
        {
            CommandRun.Of(["sh", "-c", $"( echo before; {Repository.Command} version; echo after ) > {file}"]);
            Assert.Matches("^before\nunjam [0-9.]+ \\(linux-x64\\)\nafter\n$", File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ClosedErrors_BesideTheAnswer_DoNotMatter()
    {
        var run = CommandRun.Of(["sh", "-c", $"{Repository.Command} diagnose {NoPid} 2>/dev/full"]);
        Assert.Equal((3, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void Version_Asked_IsShownInBothForms()
    {
        Assert.Matches("^unjam [0-9]+\\.[0-9]+\\.[0-9]+ \\(linux-x64\\)\n$", CommandRun.Unjam("version").Output);
        Assert.Equal(CommandRun.Unjam("version").Output, CommandRun.Unjam("--version").Output);
        var document = JsonSerializer.Deserialize<JsonElement>(CommandRun.Unjam("version", "--json").Output);
        Assert.Equal("unjam.version/1", document.GetProperty("schema").GetString());
    }

    [Fact]
    public void Colour_InAPipe_IsOnlyThereOnDemand()
    {
        Assert.DoesNotContain("\x1b", CommandRun.Unjam("--help").Output);
        Assert.Contains("\x1b[1m", CommandRun.Unjam("--help", "--color", "always").Output);
        Assert.Contains("\x1b[1m", CommandRun.Of([Repository.Command, "--help"], environment: new Dictionary<string, string> { ["CLICOLOR_FORCE"] = "1" }).Output);
        Assert.DoesNotContain("\x1b", CommandRun.Of([Repository.Command, "--help"], environment: new Dictionary<string, string> { ["CLICOLOR_FORCE"] = "1", ["NO_COLOR"] = "1" }).Output);
    }

    [Fact]
    public void Terminal_WrittenTo_GetsColoursAndNoKeyModes()
    {
        var onTerminal = CommandRun.Of(["script", "-qec", $"{Repository.Command} --help", "/dev/null"], environment: new Dictionary<string, string> { ["TERM"] = "xterm" }).Output;
        Assert.Contains("\x1b[1mExamples\x1b[0m", onTerminal);
        Assert.DoesNotContain("\x1b[?", onTerminal);
        var dumb = CommandRun.Of(["script", "-qec", $"{Repository.Command} --help", "/dev/null"], environment: new Dictionary<string, string> { ["TERM"] = "dumb" }).Output;
        Assert.DoesNotContain("\x1b", dumb);
    }

    [Fact]
    public void Locale_NotUnicode_GetsAsciiOnly()
    {
        var run = CommandRun.Of([Repository.Command, "--help"], environment: new Dictionary<string, string> { ["LC_ALL"] = "C" });
        Assert.True(System.Text.Ascii.IsValid(run.Output), run.Output);
    }

    private static void AssertRefused(int code, string sentence, params string[] arguments)
    {
        var run = CommandRun.Unjam(arguments);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("unjam: ", run.Errors);
        Assert.Contains(sentence, run.Errors.Replace("\n  ", " "));
    }
}
