using System.Globalization;

namespace Unjam.DotNet.Tests.SelfStacks;

/// <summary>A process all of whose pool is blocked looks at itself.</summary>
public sealed class OwnStacksTests
{
    [Fact]
    public void StarvedProcess_LookingAtItself_FindsEveryThreadInItsMethod()
    {
        var run = TargetProgram.Run(null, "self");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var lines = run.Output.Split('\n');
        var truth = new Dictionary<long, string>();
        Array.ForEach(lines, line => TargetProgram.Add(truth, line));
        var stacks = lines.Select(line => line.Split('\t')).Where(parts => parts[0] == "stack")
            .ToDictionary(parts => long.Parse(parts[1], CultureInfo.InvariantCulture), parts => (Name: parts[2], Frames: parts[3].Split('<')));

        Assert.Equal(13, truth.Count);
        foreach (var (thread, method) in truth)
            Assert.Contains($"{method}!Unjam.DotNetTarget.dll", stacks[thread].Frames);
        Assert.Contains("starved\tTrue", lines);
        Assert.All(truth.Where(each => each.Value == "Shop.Crew.BlockPool"), each => Assert.Equal(".NET TP Worker", stacks[each.Key].Name));
        Assert.Contains(stacks.Values, stack => stack.Name == "pulse");
        // whoever looks is not seen
        Assert.DoesNotContain(stacks.Values, stack => stack.Frames.Any(frame => frame.Contains("SelfStackSource", StringComparison.Ordinal)));
    }

    [Fact]
    public void Process_WithoutDiagnostics_GetsNoStacksAndTheReason()
    {
        var run = TargetProgram.Run(new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" }, "self");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("\nstack\t", run.Output, StringComparison.Ordinal);
        Assert.Contains("has no diagnostics port: it is not a .NET process, is gone, or was started with DOTNET_EnableDiagnostics=0.", run.Output, StringComparison.Ordinal);
    }
}
