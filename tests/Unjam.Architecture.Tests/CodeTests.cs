using System.Text.RegularExpressions;

namespace Unjam.Architecture.Tests;

/// <summary>What must not exist in the code.</summary>
public sealed partial class CodeTests
{
    private const string Memory = "src/Unjam.Memory/";

    private static readonly string[] VersionFolders = ["src/Unjam.Python/Layouts/", "src/Unjam.Python/Attach/"];

    // what waits for conditions, and programs that block because they are watched
    private static readonly string[] Pausing = ["tests/Unjam.Live/", "tests/Unjam.DotNetTarget/", "tests/Unjam.DotNetCases/", "tests/Unjam.Starving/"];

    [Fact]
    public void UnsafeCode_Stands_OnlyInMemory() =>
        SourceTree.None("Only Unjam.Memory may be unsafe or call the system itself.", SourceTree.Product
            .Where(file => !file.Path.StartsWith(Memory, StringComparison.Ordinal))
            .SelectMany(file => file.Where(UnsafeOrForeign())));

    [Fact]
    public void PythonVersion_IsUsed_OnlyWhereLayoutsAreChosen() =>
        SourceTree.None("A version is a row of data: nobody else asks for it.", SourceTree.Product
            .Where(file => !VersionFolders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(file => file.Where(Version())));

    [Fact]
    public void Interfaces_Have_AtMostThreeMembers() =>
        SourceTree.None("An interface has at most three members.", SourceTree.Product.SelectMany(file => Interface().Matches(file.Code)
            .Where(match => Members(file.Code, match.Index + match.Length) > 3)
            .Select(match => $"{file.Path}: {match.Value.TrimEnd('{').Trim()}")));

    [Fact]
    public void Classes_AreSealed_OrStatic() =>
        SourceTree.None("No inheritance between our classes.", SourceTree.Product.SelectMany(file => file.Where(OpenClass())));

    [Fact]
    public void Statics_AreNever_Mutable() =>
        SourceTree.None("No mutable statics.", SourceTree.Product.SelectMany(file => file.Where(MutableStatic())));

    [Fact]
    public void Catches_AreNever_Empty() =>
        SourceTree.None("Nothing is swallowed.", SourceTree.Product.SelectMany(file => file.Where(EmptyCatch())));

    [Fact]
    public void Code_IsFinished_AndSkipsNothing() =>
        SourceTree.None("Unfinished or skipped by its own word.", SourceTree.All
            .Where(file => !file.Path.StartsWith("tests/Unjam.Architecture.Tests/", StringComparison.Ordinal))
            .SelectMany(file => Unfinished().Matches(file.Text).Select(match => $"{file.Path}:{file.LineAt(match.Index)}: {match.Value}")));

    [Fact]
    public void Events_DoNot_Exist() =>
        SourceTree.None("No callbacks upward.", SourceTree.Product.SelectMany(file => file.Where(Event())));

    [Fact]
    public void Tests_Wait_ForConditions() =>
        SourceTree.None("A test waits for a condition with a deadline (Eventually), never for a while.", SourceTree.Tests
            .Where(file => !Pausing.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(file => file.Where(Pause())));

    [Fact]
    public void Tests_AreNamed_SituationConditionOutcome() =>
        SourceTree.None("A test is named Situation_Condition_Outcome.", SourceTree.Tests.SelectMany(file => TestMethod().Matches(file.Code)
            .Where(match => match.Groups["name"].Value.Count(letter => letter == '_') < 2)
            .Select(match => $"{file.Path}:{file.LineAt(match.Groups["name"].Index)}: {match.Groups["name"].Value}")));

    private static int Members(string code, int from)
    {
        var depth = 1;
        var members = 0;
        for (var at = from; at < code.Length && depth > 0; at++)
        {
            if (code[at] == '{')
                depth++;
            else if (code[at] == '}' && --depth == 1)
                members++;
            else if (code[at] == ';' && depth == 1)
                members++;
        }

        return members;
    }

    [GeneratedRegex(@"\b(unsafe|fixed\s*\(|DllImport|LibraryImport)\b")]
    private static partial Regex UnsafeOrForeign();

    [GeneratedRegex(@"\bPythonVersion\b")]
    private static partial Regex Version();

    [GeneratedRegex(@"\binterface\s+\w+[^{;]*\{")]
    private static partial Regex Interface();

    [GeneratedRegex(@"^[ ]*(?:public|internal|private)\s+(?:partial\s+)?class\s+\w+", RegexOptions.Multiline)]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"^[ ]+(?:(?:private|internal|public)\s+)?static\s+(?!readonly\b|partial\b|extern\b|class\b|event\b|[\w<>\[\],?.() ]*\boperator\b)(?:[\w<>\[\],?.]+\s+)+\w+\s*(?:;|=[^>=][^;]*;|\{\s*get;\s*(?:(?:private|internal)\s+)?set;)", RegexOptions.Multiline)]
    private static partial Regex MutableStatic();

    [GeneratedRegex(@"\bcatch\b[^{}]*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\b(NotImplementedException|TODO|FIXME|HACK)\b|\[(Fact|Theory)\([^)]*Skip")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^[ ]*(?:public|internal|private)[\w ]*\bevent\b", RegexOptions.Multiline)]
    private static partial Regex Event();

    [GeneratedRegex(@"\b(Thread\.Sleep|Task\.Delay)\s*\(")]
    private static partial Regex Pause();

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s*public\s+(?:async\s+)?[\w<>]+\s+(?<name>\w+)\s*\(")]
    private static partial Regex TestMethod();
}
