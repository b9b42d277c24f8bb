namespace Unjam.Model;

/// <summary>A name of the form <c>&lt;SOURCE&gt;KIND__REST</c>.</summary>
internal readonly ref struct InventedName
{
    public InventedKind Kind { get; private init; }

    /// <summary>What it was made from; it may be such a name again.</summary>
    public ReadOnlySpan<char> Source { get; private init; }

    /// <summary>Of a local function and of a type of one file: its own name.</summary>
    public ReadOnlySpan<char> Rest { get; private init; }

    public static bool TryRead(ReadOnlySpan<char> name, out InventedName read)
    {
        read = default;
        if (name is not ['<', ..] || Closing(name) is not (> 0 and var closing))
            return false;
        var source = name[1..closing];
        var tail = name[(closing + 1)..];
        read = tail switch
        {
            ['b', '_', '_', ..] => new InventedName { Kind = InventedKind.Lambda, Source = source },
            ['g', '_', '_', .. var rest] => new InventedName { Kind = InventedKind.LocalFunction, Source = source, Rest = UpToBar(rest) },
            ['c', ..] when source.IsEmpty => new InventedName { Kind = InventedKind.Closure },
            ['d'] or ['d', '_', '_', ..] => new InventedName { Kind = InventedKind.StateMachine, Source = source },
            ['F', ..] when tail.IndexOf("__") is > 0 and var own => new InventedName { Kind = InventedKind.FileLocal, Source = source, Rest = tail[(own + 2)..] },
            [] or ['$'] => new InventedName { Kind = InventedKind.Wrapper, Source = source },
            _ => default,
        };
        return !read.Source.IsEmpty || read.Kind == InventedKind.Closure;
    }

    /// <summary>What an F# closure was made from: <c>load@12-3</c> is <c>load</c>; nothing when it is none.</summary>
    public static ReadOnlySpan<char> FSharpClosure(ReadOnlySpan<char> type) =>
        type.LastIndexOf('@') is > 0 and var at && at + 1 < type.Length && char.IsAsciiDigit(type[at + 1]) ? type[..at] : [];

    private static ReadOnlySpan<char> UpToBar(ReadOnlySpan<char> name) => name.IndexOf('|') is >= 0 and var bar ? name[..bar] : name;

    // where the bracket that begins the name is closed
    private static int Closing(ReadOnlySpan<char> name)
    {
        var open = 0;
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '<')
                open++;
            else if (name[at] == '>' && --open == 0)
                return at;
        }

        return -1;
    }
}
