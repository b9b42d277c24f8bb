using System.Xml.Linq;

namespace Unjam.Architecture.Tests;

/// <summary>The arrows of the house: docs/architecture.md says them in words.</summary>
public sealed class ProjectTests
{
    // what each project may reference; the command may reference all
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Unjam.Model"] = [],
        ["Unjam.Memory"] = [],
        ["Unjam.Python"] = ["Unjam.Model", "Unjam.Memory"],
        ["Unjam.Diagnosis"] = ["Unjam.Model"],
        ["Unjam.DotNet"] = ["Unjam.Model", "Unjam.Memory"],
        ["Unjam.Executors"] = ["Unjam.Model"],
        ["Unjam.SelfStacks"] = ["Unjam.Model", "Unjam.Executors", "Unjam.DotNet"],
        ["Unjam.Testing"] = ["Unjam.Executors"],
        ["Unjam.Hosting"] = ["Unjam.Model", "Unjam.Executors", "Unjam.Diagnosis", "Unjam.Export"],
        ["Unjam.Analyzers"] = [],
        ["Unjam.Analyzers.CodeFixes"] = ["Unjam.Analyzers"],
        ["Unjam.Fleet"] = ["Unjam.Model", "Unjam.Diagnosis"],
        ["Unjam.Export"] = ["Unjam.Model", "Unjam.Diagnosis"],
        ["Unjam.Web"] = ["Unjam.Model", "Unjam.Diagnosis", "Unjam.Fleet", "Unjam.Export"],
        ["Unjam.Cli"] = ["Unjam.Model", "Unjam.Memory", "Unjam.Python", "Unjam.DotNet", "Unjam.Diagnosis", "Unjam.Fleet", "Unjam.Export", "Unjam.Web"],
    };

    private static IEnumerable<string> Projects => SourceTree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void ProjectOfTheProduct_References_OnlyWhatItMay()
    {
        var offenders = Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(path =>
        {
            var project = Path.GetFileNameWithoutExtension(path);
            return Allowed.TryGetValue(project, out var allowed)
                ? References(path).Except(allowed).Select(reference => $"{project} → {reference}")
                : [$"{project} is not in the table of the house: add it there first"];
        });
        SourceTree.None("These references point the wrong way.", offenders);
    }

    [Fact]
    public void AnyProject_References_NeverTheCommand() =>
        SourceTree.None("Nothing points at the command.", Projects.Where(path => References(path).Contains("Unjam.Cli") && !IsTestOf(path, "Unjam.Cli")));

    [Fact]
    public void EveryProject_IsIn_TheSolution()
    {
        var solution = SourceTree.Text("Unjam.slnx");
        SourceTree.None("Not in Unjam.slnx.", Projects.Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryProjectFile_IsShort_AndCarriesNoVersion()
    {
        var offenders = Projects.Where(path =>
        {
            var text = SourceTree.Text(path);
            return text.Split('\n').Length > 25 || text.Contains("Version=", StringComparison.Ordinal);
        });
        SourceTree.None("A project file has at most 25 lines, and versions stand in Directory.Packages.props.", offenders);
    }

    [Fact]
    public void UnsafeBlocks_AreAllowed_OnlyInMemory() =>
        SourceTree.None("Only Unjam.Memory and its tests may be unsafe.", Projects.Where(path =>
            SourceTree.Text(path).Contains("AllowUnsafeBlocks", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("Unjam.Memory.", StringComparison.Ordinal)));

    [Fact]
    public void BannedSymbols_AreWired_IntoEveryProjectOfTheProduct()
    {
        var props = SourceTree.Text("src/Directory.Build.props");
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", props, StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", props, StringComparison.Ordinal);
        var banned = SourceTree.Text("BannedSymbols.txt");
        foreach (var symbol in new[] { "P:System.DateTime.UtcNow", "T:System.Diagnostics.Stopwatch", "M:System.Threading.Thread.Sleep(System.Int32)" })
            Assert.Contains(symbol, banned, StringComparison.Ordinal);
        SourceTree.None("Nobody lifts the ban.", SourceTree.Product.Where(file => file.Text.Contains("RS0030", StringComparison.Ordinal)).Select(file => file.Path)
            .Concat(Projects.Where(path => SourceTree.Text(path).Contains("RS0030", StringComparison.Ordinal))));
    }

    private static bool IsTestOf(string path, string project) => Path.GetFileNameWithoutExtension(path) == project + ".Tests";

    private static IEnumerable<string> References(string path) =>
        XDocument.Parse(SourceTree.Text(path)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
