using System.Diagnostics.Tracing;
using System.Text.RegularExpressions;
using Unjam.Hosting.Tests.Serving;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Documents;

/// <summary>docs/hosting.md says what is so.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "hosting.md"));

    [Fact]
    public void Code_OfThePage_IsCodeThatCompiles()
    {
        var compiled = Lines(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unjam.Hosting.Tests", "Documents", "Snippets.cs")));
        var blocks = Code().Matches(Page).Select(match => Lines(match.Groups["code"].Value)).ToArray();
        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, compiled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_WithoutAHost_WorksAsThePageSays()
    {
        var page = await Snippets.WithoutHost(new Told(), server => Scrape.Of(server.Endpoint, Scrape.Metrics));
        Assert.Contains("threadpool_threads_limit{pool=\"downloads\"} 4\n", page, StringComparison.Ordinal);
        Assert.Contains("threadpool_active_threads{pool=\".NET thread pool\"} ", page, StringComparison.Ordinal);
        var (exitCode, output) = ForeignReader.Run(["promtool", "check", "metrics"], Scrape.Body(page));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task EveryMetric_ThatIsServed_IsOnThePage()
    {
        var served = await Snippets.WithoutHost(new Told(), server => Scrape.Of(server.Endpoint, Scrape.Metrics));
        var names = Helps().Matches(served).Select(match => match.Groups["name"].Value).Where(name => name != "unjam_build_info").ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryEvent_OfTheProvider_IsOnThePageWithItsFields()
    {
        var manifest = EventSource.GenerateManifest(typeof(UnjamEventSource), null, EventManifestOptions.Strict)!;
        foreach (Match template in Templates().Matches(manifest).Where(match => match.Groups["event"].Value != "EventSourceMessage"))
        {
            var line = Page.Split('\n').Single(line => line.Contains($" | `{template.Groups["event"].Value}` | ", StringComparison.Ordinal));
            var at = 0;
            foreach (Match field in Fields().Matches(template.Value))
            {
                var next = line.IndexOf($"`{field.Groups["name"].Value}`", at, StringComparison.Ordinal);
                Assert.True(next > 0, $"{field.Groups["name"].Value} is not in its place: {line}");
                at = next;
            }
        }
    }

    private static string Lines(string code) => string.Join('\n', code.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"# HELP (?<name>\w+) ")]
    private static partial Regex Helps();

    [GeneratedRegex(@"<template tid=""(?<event>\w+)Args"">.*?</template>", RegexOptions.Singleline)]
    private static partial Regex Templates();

    [GeneratedRegex(@"<data name=""(?<name>\w+)""")]
    private static partial Regex Fields();
}
