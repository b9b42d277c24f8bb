using System.Collections.Frozen;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Tells whose code a .NET function is by its assembly, else by its namespace: rows of <c>owners-dotnet.tsv</c>.</summary>
internal static class DotNetOwners
{
    private static readonly FrozenDictionary<string, FrameOwner> Rows = Resources.Table("owners-dotnet.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1] == "library" ? FrameOwner.StandardLibrary : FrameOwner.Framework, StringComparer.Ordinal);

    public static FrameOwner Of(Function function)
    {
        if (function.File.Length == 0)
            return OfPrefix(function.Name) ?? FrameOwner.User;
        var assembly = function.File.AsSpan();
        assembly = assembly[(assembly.LastIndexOfAny('/', '\\') + 1)..^4];

        // whoever tests a library writes the tests himself
        return assembly.EndsWith(".Tests") ? FrameOwner.User : OfPrefix(assembly) ?? FrameOwner.User;
    }

    /// <summary>Whether a qualified name lies in a namespace of the runtime or of a package that is known.</summary>
    public static bool IsKnownNamespace(string name) => name.Length > 0 && char.IsAsciiLetterUpper(name[0]) && name.Contains('.') && OfPrefix(name) is not null;

    private static FrameOwner? OfPrefix(ReadOnlySpan<char> name)
    {
        var rows = Rows.GetAlternateLookup<ReadOnlySpan<char>>();
        while (!name.IsEmpty)
        {
            if (rows.TryGetValue(name, out var owner))
                return owner;
            name = name[..Math.Max(0, name.LastIndexOf('.'))];
        }

        return null;
    }
}
