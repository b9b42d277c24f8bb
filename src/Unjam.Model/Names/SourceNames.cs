using System.Text;

namespace Unjam.Model;

/// <summary>
/// Makes names of .NET methods that the compiler invented readable: <c>Shop.Orders+&lt;LoadAsync&gt;d__5.MoveNext</c> is <c>Shop.Orders.LoadAsync</c>,
/// <c>Shop.Orders+&lt;&gt;c.&lt;Load&gt;b__6_0</c> is <c>Shop.Orders.Load (lambda)</c>, and <c>Program.&lt;&lt;Main&gt;$&gt;g__Work|0_1</c> is <c>Program.Main.Work</c>.
/// </summary>
/// <remarks>The shapes are those of Roslyn (GeneratedNames) and of the F# compiler. Names may be hostile: it takes one pass, and cuts what is long.</remarks>
public static class SourceNames
{
    /// <summary>Characters of a name; what is longer is cut.</summary>
    public const int Longest = 512;

    private const string Lambda = " (lambda)";

    /// <summary>Makes a readable name.</summary>
    /// <param name="type">Namespace and type as the runtime writes them, nested types behind a plus sign.</param>
    /// <param name="method">The method's name.</param>
    public static string Readable(ReadOnlySpan<char> type, ReadOnlySpan<char> method)
    {
        var name = new StringBuilder();
        var isLambda = false;
        var isInvented = false;
        var rest = WithoutArguments(type);
        while (!rest.IsEmpty && name.Length <= Longest)
        {
            var nested = Outside(rest, '+');
            isInvented = AddType(name, nested < 0 ? rest : rest[..nested], ref isLambda);
            rest = nested < 0 ? [] : rest[(nested + 1)..];
        }

        AddMethod(name, method, isInvented, ref isLambda);
        if (name.Length > Longest)
            name.Length = Longest;
        if (isLambda)
            name.Append(Lambda);
        return name.ToString();
    }

    /// <summary>Adds a type, and says whether the compiler made it to hold one method: then the method's name says nothing more.</summary>
    private static bool AddType(StringBuilder name, ReadOnlySpan<char> type, ref bool isLambda)
    {
        // what the compiler invents may stand in a namespace
        if (type.IndexOf(".<") is > 0 and var within)
        {
            Add(name, type[..within]);
            type = type[(within + 1)..];
        }

        type = WithoutArity(type);
        if (InventedName.TryRead(type, out var invented))
        {
            switch (invented.Kind)
            {
                case InventedKind.Closure:
                    return false;
                case InventedKind.StateMachine:
                    AddSource(name, invented.Source, ref isLambda);
                    return true;
                case InventedKind.FileLocal:
                    Add(name, invented.Rest);
                    return false;
                default:
                    break;
            }
        }

        if (InventedName.FSharpClosure(type) is { Length: > 0 } closure)
        {
            Add(name, closure);
            isLambda = true;
            return true;
        }

        Add(name, type);
        return false;
    }

    private static void AddMethod(StringBuilder name, ReadOnlySpan<char> method, bool isInvented, ref bool isLambda)
    {
        if (isInvented || method.IsEmpty)
            return;
        if (method.Contains('<'))
        {
            AddSource(name, method, ref isLambda);
            return;
        }

        Add(name, WithoutInterface(method));
    }

    /// <summary>Adds the method of the source that an invented name was made from: names nest, as an asynchronous lambda does in its method.</summary>
    private static void AddSource(StringBuilder name, ReadOnlySpan<char> method, ref bool isLambda)
    {
        const int Deepest = 8;
        var local = default(ReadOnlySpan<char>);
        for (var depth = 0; depth < Deepest && InventedName.TryRead(method, out var invented); depth++)
        {
            isLambda |= invented.Kind == InventedKind.Lambda;
            if (invented.Kind == InventedKind.LocalFunction && local.IsEmpty)
                local = invented.Rest;
            method = invented.Source;
        }

        if (!method.IsEmpty)
            Add(name, WithoutInterface(method));
        Add(name, local);
    }

    private static void Add(StringBuilder name, ReadOnlySpan<char> part)
    {
        if (part.IsEmpty || name.Length > Longest)
            return;
        if (name.Length > 0)
            name.Append('.');
        name.Append(part[..Math.Min(part.Length, Longest)]);
    }

    // List`1[System.__Canon] is List`1; the arguments of nested types stand behind all of them
    private static ReadOnlySpan<char> WithoutArguments(ReadOnlySpan<char> type) => Outside(type, '[') is > 0 and var bracket ? type[..bracket] : type;

    private static ReadOnlySpan<char> WithoutArity(ReadOnlySpan<char> type) => type.LastIndexOf('`') is > 0 and var tick ? type[..tick] : type;

    // an explicit implementation carries its interface's name, with dots or, within a type's name, with dashes; .ctor keeps its dot
    private static ReadOnlySpan<char> WithoutInterface(ReadOnlySpan<char> method) =>
        method[0] != '<' && method.LastIndexOfAny('.', '-') is > 0 and var dot && dot + 1 < method.Length ? method[(method[dot - 1] == '.' ? dot : dot + 1)..] : method;

    // where a character stands that is not within angle brackets; a name that was invented may hold any type within them
    private static int Outside(ReadOnlySpan<char> name, char wanted)
    {
        var open = 0;
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == wanted && open == 0)
                return at;
            open = name[at] switch { '<' => open + 1, '>' when open > 0 => open - 1, _ => open };
        }

        return -1;
    }
}
