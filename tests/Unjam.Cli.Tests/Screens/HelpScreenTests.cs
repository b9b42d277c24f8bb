using Unjam.Live;

namespace Unjam.Cli.Tests.Screens;

public sealed class HelpScreenTests
{
    private static readonly string[] Commands = ["diagnose", "check", "dump", "ps", "run", "serve", "preflight", "explain", "version"];

    [Fact]
    public void Help_WholeCommandLine_AsApproved() =>
        Approval.Verify(string.Join("\n", new[] { Help(), Help("--help") }.Concat(Commands.Select(command => Help(command, "--help")))));

    [Fact]
    public void Help_AskedForInThreeWays_IsTheSame()
    {
        Assert.Equal(Output("diagnose", "--help"), Output("help", "diagnose"));
        Assert.Equal(Output("diagnose", "--help"), Output("diagnose", "-h"));
    }

    [Fact]
    public void Help_OfEveryCommand_BeginsWithExamples()
    {
        foreach (var command in Commands)
        {
            var help = Output(command, "--help");
            Assert.InRange(help.IndexOf("\nExamples\n  unjam " + command, StringComparison.Ordinal), 1, help.IndexOf("\nUsage", StringComparison.Ordinal));
        }
    }

    private static string Help(params string[] arguments) => $"$ unjam {string.Join(' ', arguments)}\n{Output(arguments)}";

    private static string Output(params string[] arguments)
    {
        var run = CommandRun.Unjam(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return run.Output;
    }
}
