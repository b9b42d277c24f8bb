using System.Collections.Immutable;
using Unjam.Live;

namespace Unjam.Architecture.Tests;

/// <summary>The files of the working copy, without what was built or installed.</summary>
public static class SourceTree
{
    private static readonly string[] Ignored = ["artifacts", "out", "obj", "bin", "node_modules", ".git"];

    /// <summary>Paths of all files from the root, with forward slashes, in order.</summary>
    public static ImmutableArray<string> Files { get; } = [.. List(Repository.Root).Order(StringComparer.Ordinal)];

    /// <summary>The C# files of the product.</summary>
    public static ImmutableArray<SourceFile> Product { get; } = Read("src/");

    /// <summary>The C# files of the tests.</summary>
    public static ImmutableArray<SourceFile> Tests { get; } = Read("tests/");

    /// <summary>All C# files.</summary>
    public static ImmutableArray<SourceFile> All { get; } = Read("");

    /// <summary>The text of a file.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>Fails with the offenders, one a line.</summary>
    public static void None(string rule, IEnumerable<string> offenders)
    {
        var list = offenders.ToArray();
        Assert.True(list.Length == 0, $"{rule}\n{string.Join('\n', list)}");
    }

    private static ImmutableArray<SourceFile> Read(string prefix) =>
    [
        .. Files.Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(path => SourceFile.Read(Repository.Root, path)),
    ];

    private static IEnumerable<string> List(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            yield return Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        foreach (var inner in Directory.GetDirectories(folder).Where(each => !Ignored.Contains(Path.GetFileName(each))))
        {
            foreach (var file in List(inner))
                yield return file;
        }
    }
}
