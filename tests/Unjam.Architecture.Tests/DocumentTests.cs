using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Architecture.Tests;

/// <summary>What is written is true, as far as a machine can tell.</summary>
public sealed partial class DocumentTests
{
    private const string Advice = "src/Unjam.Diagnosis/Advice/";

    private static IEnumerable<string> Documents => SourceTree.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void EveryFinding_HasAPage_AndEveryPageAFinding()
    {
        var ids = Constant().Matches(SourceTree.Text("src/Unjam.Diagnosis/FindingIds.cs")).Select(match => match.Groups["id"].Value).ToArray();
        var pages = SourceTree.Files.Where(path => path.StartsWith(Advice, StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();
        Assert.NotEmpty(ids);
        SourceTree.None("Findings without a page.", ids.Except(pages));
        SourceTree.None("Pages without a finding.", pages.Except(ids));
    }

    [Fact]
    public void EveryLink_InTheDocuments_LeadsSomewhere() =>
        SourceTree.None("These links lead nowhere.", Documents.SelectMany(path => Link().Matches(SourceTree.Text(path))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(to => !LeadsSomewhere(path, to))
            .Select(to => $"{path}: {to}")));

    [Fact]
    public void EveryPage_OfTheDocs_IsInTheirIndex()
    {
        var index = SourceTree.Text("docs/README.md");
        SourceTree.None("Not named in docs/README.md.", Documents
            .Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != "docs/README.md")
            .Where(path => !index.Contains($"({path["docs/".Length..]})", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryCommand_OfTheDocuments_IsInTheMakefile()
    {
        var words = Target().Matches(SourceTree.Text("Makefile")).Select(match => match.Groups["word"].Value).ToHashSet();
        SourceTree.None("`make` does not know these words.", Documents.SelectMany(path => MakeCommand().Matches(SourceTree.Text(path))
            .Select(match => match.Groups["word"].Value)
            .Where(word => !words.Contains(word))
            .Select(word => $"{path}: make {word}")));
    }

    [Fact]
    public void TheReadme_Names_TheWordsThatMatter()
    {
        var readme = SourceTree.Text("README.md");
        foreach (var word in new[] { "make demo", "make test", "make build", "unjam diagnose" })
            Assert.Contains(word, readme, StringComparison.Ordinal);
        Assert.Contains("make --no-print-directory test", SourceTree.Text(".ci/run"), StringComparison.Ordinal);
    }

    private static bool LeadsSomewhere(string document, string to)
    {
        var parts = to.Split('#', 2);
        var path = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        var full = Path.GetFullPath(path, Repository.Root);
        if (!File.Exists(full) && !Directory.Exists(full))
            return false;
        return parts.Length == 1 || !File.Exists(full) || Heading().Matches(File.ReadAllText(full)).Any(match => Anchor(match.Groups["text"].Value) == parts[1]);
    }

    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex("""const string \w+ = "(?<id>[a-z-]+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?<word>[a-z]+):", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"(?:`|^\$ |^)make (?<word>[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex MakeCommand();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
