using System.Text.RegularExpressions;
using Unjam.Diagnosis;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

public sealed partial class ExplainTests
{
    [Fact]
    public void EveryFinding_Listed_CanBeExplained()
    {
        var list = CommandRun.Unjam("explain").Output;
        Assert.NotEmpty(AdvicePages.Ids);
        foreach (var id in AdvicePages.Ids)
        {
            Assert.Contains($"  {id} ", list);
            var run = CommandRun.Unjam("explain", id);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            Assert.StartsWith(id + "\n", run.Output);
            Assert.Contains("\nFix\n", run.Output);
        }
    }

    [Fact]
    public void EveryCommand_ThatAPageAdvises_CanBeTyped()
    {
        foreach (var id in AdvicePages.Ids)
        {
            foreach (Match advised in Advised().Matches(AdvicePages.Of(id)!))
            {
                var help = CommandRun.Unjam(advised.Groups["command"].Value, "--help");
                Assert.True(help.ExitCode == 0, $"{id} advises `{advised.Value}`, which is not a command");
                foreach (Match option in Option().Matches(advised.Value))
                    Assert.True(help.Output.Contains(option.Value, StringComparison.Ordinal), $"{id} advises `{advised.Value}`, and there is no {option.Value}");
            }
        }
    }

    [Fact]
    public void Privacy_Explained_SaysWhatIsReadAndWhatNever()
    {
        var run = CommandRun.Unjam("explain", "privacy");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("Privacy\n", run.Output);
        Assert.Contains("\nWhat is read\n", run.Output);
        Assert.Contains("\nWhat is never read\n", run.Output);
        Assert.Contains("  privacy ", CommandRun.Unjam("explain").Output);
    }

    [Fact]
    public void MistypedFinding_Explained_NamesTheNearest()
    {
        var run = CommandRun.Unjam("explain", "loop-bloked");
        Assert.Equal((2, "unjam: there is no finding \"loop-bloked\": did you mean loop-blocked?\n"), (run.ExitCode, run.Errors));
    }

    [GeneratedRegex("unjam (?<command>[a-z]+)(?: [A-Za-z0-9-]+)*")]
    private static partial Regex Advised();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
