using System.Buffers;
using System.Text;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Takes the names of .NET functions apart: <c>Namespace.Type.Method</c>, in an assembly such as <c>Shop.dll</c>.</summary>
internal static class DotNetNames
{
    private static readonly char[] Generic = ['`', '<', '[', '('];
    private static readonly SearchValues<char> Marks = SearchValues.Create("`<[+");

    /// <summary>Whether a function is one of .NET: its file is an assembly, or it has none and a namespace that is known.</summary>
    public static bool Is(Function function) =>
        function.File.Length == 0 ? DotNetOwners.IsKnownNamespace(function.Name) : IsAssembly(function.File);

    public static bool IsAssembly(ReadOnlySpan<char> file) => file.EndsWith(".dll") || file.EndsWith(".exe");

    /// <summary>The type with its namespace, without what makes it generic: <c>System.Threading.Tasks.Task</c> of <c>Task`1[System.Int32].Wait</c>.</summary>
    public static string TypeOf(Function function)
    {
        var type = function.Name[..Math.Max(0, MethodAt(function.Name) - 1)].TrimEnd('.');
        return type.AsSpan().IndexOfAny(Marks) < 0 ? type : Plain(type);
    }

    /// <summary>The method alone, without what makes it generic.</summary>
    public static string MethodOf(Function function)
    {
        var method = function.Name[MethodAt(function.Name)..];
        return method.IndexOfAny(Generic) is var cut and > 0 ? method[..cut].TrimEnd() : method;
    }

    /// <summary>A method as a person calls it: <c>Orders.Load</c>.</summary>
    public static string ShortOf(Function function)
    {
        var type = TypeOf(function);
        return type.Length == 0 ? MethodOf(function) : $"{type[(type.LastIndexOf('.') + 1)..]}.{MethodOf(function)}";
    }

    /// <summary>Where the last part of a qualified name begins: behind the last dot that is not within brackets.</summary>
    public static int MethodAt(string name)
    {
        var depth = 0;
        for (var i = name.Length - 1; i >= 0; i--)
        {
            switch (name[i])
            {
                case ')' or ']' or '>':
                    depth++;
                    break;
                case '(' or '[' or '<':
                    depth--;
                    break;
                case '.' when depth <= 0:
                    return i + 1;
            }
        }

        return 0;
    }

    /// <summary>A type without what makes it generic; one within another is joined to that by a dot.</summary>
    private static string Plain(string type)
    {
        var plain = new StringBuilder(type.Length);
        var depth = 0;
        var isArity = false;
        foreach (var letter in type)
        {
            isArity = letter == '`' || (isArity && char.IsAsciiDigit(letter));
            depth += letter is '[' or '<' ? 1 : letter is ']' or '>' ? -1 : 0;
            if (depth == 0 && !isArity && letter is not (']' or '>'))
                plain.Append(letter == '+' ? '.' : letter);
        }

        return plain.ToString();
    }
}
