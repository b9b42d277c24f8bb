using System.Text.RegularExpressions;

namespace Unjam.Architecture.Tests;

/// <summary>Small files with plain names.</summary>
public sealed partial class FileTests
{
    private const int LongestFile = 300;

    private static readonly string[] ForbiddenEndings =
    [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Service", "Info", "Data", "Common", "Handler", "Processor",
        "Core", "Impl", "Constants", "Extensions", "Base",
    ];

    [Fact]
    public void EveryFile_HasAtMost_300Lines() =>
        SourceTree.None($"Longer than {LongestFile} lines: what are the two things in each?", SourceTree.All
            .Select(file => (file.Path, Lines: file.Text.Split('\n').Length - 1))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines}"));

    [Fact]
    public void EveryType_IsNamed_ForWhatItIs() =>
        SourceTree.None("These names explain nothing.", SourceTree.All.SelectMany(file => Declaration().Matches(file.Code)
            .Select(match => match.Groups["name"].Value)
            .Where(name => ForbiddenEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) || name.StartsWith("Base", StringComparison.Ordinal))
            .Select(name => $"{file.Path}: {name}")));

    [Fact]
    public void EveryFile_HoldsOnePublicType_AndIsNamedForIt()
    {
        var offenders = SourceTree.Product.SelectMany(file =>
        {
            var types = TopLevel().Matches(file.Code);
            var visible = types.Where(match => match.Value.StartsWith("public", StringComparison.Ordinal)).Select(match => match.Groups["name"].Value).Distinct().ToArray();
            var name = Path.GetFileName(file.Path).Split('.')[0];
            var isNamed = types.Count == 0 || types.Any(match => match.Groups["name"].Value == name && (visible.Length == 0 || visible[0] == name));
            return visible.Length <= 1 && isNamed ? [] : new[] { $"{file.Path} holds {string.Join(", ", types.Select(match => match.Groups["name"].Value))}" };
        });
        SourceTree.None("One public type per file, and the file is named for it.", offenders);
    }

    [Fact]
    public void EveryNamespace_IsFileScoped_AndBegins_WithUnjam() =>
        SourceTree.None("Not a file-scoped namespace of ours.", SourceTree.Product
            .Where(file => !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && !FileScoped().IsMatch(file.Code))
            .Select(file => file.Path));

    [Fact]
    public void Program_Composes_AndNothingElse() =>
        Assert.True(SourceTree.Text("src/Unjam.Cli/Program.cs").Split('\n').Length <= 60, "Program.cs has more than 60 lines.");

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|ref|partial|unsafe)\s+)+(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"^namespace Unjam\.[\w.]+;", RegexOptions.Multiline)]
    private static partial Regex FileScoped();
}
