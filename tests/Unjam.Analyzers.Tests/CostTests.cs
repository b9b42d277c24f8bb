using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace Unjam.Analyzers.Tests;

/// <summary>What the analyzers cost, and say, on a large project: the sources of Unjam's own Python side.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    private static readonly string[] Projects = ["Unjam.Model", "Unjam.Memory", "Unjam.Python", "Unjam.Executors"];

    [Fact]
    public async Task LargeProject_Analyzed_CostsLittleOfItsCompilation_AndIsSilent()
    {
        var trees = Projects.SelectMany(project => Directory.GetFiles(Path.Combine(Root(), "src", project), "*.cs", SearchOption.AllDirectories))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Snippet.Parsing, path)).ToArray();
        var compilation = Snippet.Compile([]).AddSyntaxTrees(trees);
        var run = compilation.WithAnalyzers(Snippet.Analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        var clock = TimeProvider.System.GetTimestamp();
        var result = await run.GetAnalysisResultAsync(default);
        var whole = TimeProvider.System.GetElapsedTime(clock);

        var costs = result.AnalyzerTelemetryInfo.ToImmutableSortedDictionary(each => each.Key.GetType().Name, each => each.Value.ExecutionTime);
        var sum = TimeSpan.FromTicks(costs.Values.Sum(each => each.Ticks));
        output.WriteLine($"{trees.Length} files, {trees.Sum(tree => tree.GetText().Lines.Count)} lines: {sum.TotalMilliseconds:F0} of the {whole.TotalMilliseconds:F0} ms that binding and analyzing took ({string.Join(", ", costs.Select(each => $"{each.Key} {each.Value.TotalMilliseconds:F0}"))})");
        Assert.Empty(result.GetAllDiagnostics());
        // work of two threads is summed, hence not the whole
        Assert.True(sum < whole / 2, $"The analyzers took {sum}; with all that the compiler does for them it was {whole}.");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Unjam.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("These tests run inside the working copy.");
        return folder;
    }
}
