using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>The calls that are known to block: rows of <c>calls.tsv</c> (Python) and <c>calls-dotnet.tsv</c>.</summary>
internal static class KnownCalls
{
    /// <summary>Those of Python.</summary>
    public static ImmutableArray<KnownCall> All { get; } = [.. Resources.Table("calls.tsv").Select(Row)];

    /// <summary>Those of .NET.</summary>
    public static ImmutableArray<KnownCall> DotNet { get; } =
    [
        .. Resources.Table("calls-dotnet.tsv").Select(row => Row(row) with { Waits = row[7] == "-" ? WaitKind.None : Enum.Parse<WaitKind>(row[7]) }),
    ];

    /// <summary>The call that a function is, by the table of its runtime; null when it is not known.</summary>
    public static KnownCall? Of(Function function) => DotNetNames.Is(function)
        ? In(DotNet, DotNetNames.TypeOf(function), DotNetNames.MethodOf(function))
        : Of(FrameOwners.ModuleOf(function), Blame.SimpleName(function));

    /// <summary>The call that a function of a module of Python is; null when it is not known.</summary>
    public static KnownCall? Of(string module, string function) => In(All, module, function);

    private static KnownCall? In(ImmutableArray<KnownCall> calls, string module, string function)
    {
        foreach (var call in calls)
        {
            if (call.Matches(module, function))
                return call;
        }

        return null;
    }

    private static KnownCall Row(string[] row) =>
        new(row[0], row[1] == "-" ? [] : row[1].Split(','), row[2], row[3] == "-" ? null : row[3], row[5], row[6], row[4] == "yes");
}
