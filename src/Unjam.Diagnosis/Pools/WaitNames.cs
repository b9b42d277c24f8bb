using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Names what threads wait for, by the library whose frames wait: rows of <c>waits.tsv</c> (Python) and <c>waits-dotnet.tsv</c>.</summary>
internal static class WaitNames
{
    /// <summary>The word for a client that sends slowly.</summary>
    public const string Client = "client";

    private static readonly (string Module, string[] Functions, string Kind, string What, string Fix)[] Python = Read("waits.tsv");
    private static readonly (string Module, string[] Functions, string Kind, string What, string Fix)[] DotNet = Read("waits-dotnet.tsv");

    /// <summary>What a stack waits for, as words for it, and what to do about it; null when no row knows it.</summary>
    /// <param name="blame">The stack up to the user's frame.</param>
    public static (string Kind, string What, string Fix)? Of(Blame blame)
    {
        // Frames are the waiter's, leaf first: the outermost library below the user's frame says most.
        (string, string, string)? best = null;
        for (var i = 0; i < Math.Max(1, blame.Index); i++)
        {
            var function = blame.Frames[i].Function;
            if (FrameOwners.Of(function) < FrameOwner.User && RowOf(function) is { } row)
                best = row;
        }

        return best;
    }

    /// <summary>Whether a worker reads what a client has yet to send: server code that no frame of the user's has called.</summary>
    public static bool IsForClient(WorkerScene scene)
    {
        if (scene.Blame is not { } blame || scene.Cause != Cause.Socket)
            return false;
        var end = blame.Owner == FrameOwner.User ? blame.Index : blame.Frames.Length;
        for (var i = 0; i < end; i++)
        {
            var function = blame.Frames[i].Function;
            if (RowOf(function)?.Kind == Client)
                return true;
        }

        return false;
    }

    private static (string Module, string[] Functions, string Kind, string What, string Fix)[] Read(string table) =>
        [.. Resources.Table(table).Select(row => (row[0], row[1] == "-" ? Array.Empty<string>() : row[1].Split(','), row[2], row[3], row[4]))];

    private static (string Kind, string What, string Fix)? RowOf(Function called)
    {
        var isDotNet = DotNetNames.Is(called);
        var module = FrameOwners.ModuleOf(called);
        var function = Calls.NameIn(called);
        foreach (var row in isDotNet ? DotNet : Python)
        {
            var isModule = module == row.Module || (module.Length > row.Module.Length && module[row.Module.Length] == '.' && module.StartsWith(row.Module, StringComparison.Ordinal));
            if (isModule && (row.Functions.Length == 0 || row.Functions.Contains(function)))
                return (row.Kind, row.What, row.Fix);
        }

        return null;
    }
}
