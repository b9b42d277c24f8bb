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
        // the pool was blocked before and after, and nothing ran on it meanwhile
        Assert.Contains("starved\tTrue\tcompleted meanwhile\t0\t", lines);
        Assert.All(truth.Where(each => each.Value == "Shop.Crew.BlockPool"), each => Assert.Equal(".NET TP Worker", stacks[each.Key].Name));
        Assert.Contains(stacks.Values, stack => stack.Name == "crew");
        // whoever looks is not seen
        Assert.DoesNotContain(stacks.Values, stack => stack.Frames.Any(frame => frame.Contains("SelfStackSource", StringComparison.Ordinal)));
    }

    [Fact]
    public void Look_AtTwoHundredThreads_CostsWhatItMay()
    {
        var run = TargetProgram.Run(null, "cost", "190", "6");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var looks = run.Output.Split('\n').Select(line => line.Split('\t')).Where(parts => parts[0] == "cost").ToArray();
        Assert.All(looks, parts => Assert.InRange(int.Parse(parts[9], CultureInfo.InvariantCulture), 200, 230));
        // its wall time depends on who else wants the processors (docs/self-stacks.md has it); the least of some looks is what it costs, the rest is the machine
        Assert.InRange(looks.Skip(1).Min(parts => int.Parse(parts[4], CultureInfo.InvariantCulture)), 0, 60);
        Assert.All(looks, parts => Assert.Equal("0", parts[^1]));
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
