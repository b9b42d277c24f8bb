using System.Text.RegularExpressions;

namespace Unjam.Executors;

/// <summary>Names of methods as they stand in the source: without what the compiler makes of lambdas, local functions and asynchronous methods.</summary>
internal static partial class FrameName
{
    /// <summary><c>Shop.Orders+&lt;LoadAsync&gt;d__3</c> and <c>MoveNext</c> are <c>Shop.Orders.LoadAsync</c>; a lambda is its method with <c> (lambda)</c>.</summary>
    /// <param name="type">The full name of the declaring type, nested types after a plus sign.</param>
    /// <param name="method">The method's own name.</param>
    /// <remarks>A method that the runtime makes itself has no type.</remarks>
    public static string Of(string? type, string method)
    {
        var isLambda = false;
        if (Compiled().Match(method) is { Success: true } inMethod)
        {
            isLambda = inMethod.Groups["kind"].Value == "b";
            method = inMethod.Groups["kind"].Value == "g" ? Local().Match(method).Groups["name"].Value : Innermost(inMethod.Groups["name"].Value);
        }
        else if (method == "<Main>$")
            method = "Main";

        if (string.IsNullOrEmpty(type))
            return method;
        var parts = type.Split('+').ToList();
        while (parts.Count > 1 && parts[^1].StartsWith('<'))
        {
            if (Compiled().Match(parts[^1]) is { Success: true } inType && inType.Groups["kind"].Value == "d")
            {
                var name = inType.Groups["name"].Value;
                isLambda |= name.StartsWith('<') && name.Contains(">b__", StringComparison.Ordinal);
                method = Local().Match(name) is { Success: true } local ? local.Groups["name"].Value : Innermost(name);
            }

            parts.RemoveAt(parts.Count - 1);
        }

        var full = Arity().Replace(string.Join('.', parts), "<T>") + "." + method.TrimStart('.');
        return isLambda ? full + " (lambda)" : full;
    }

    // <Load>b__0_1 → Load; <Main>$ → Main
    private static string Innermost(string name)
    {
        name = name.TrimStart('<');
        var end = name.IndexOf('>');
        return end < 0 ? name : name[..end];
    }

    // <Load>b__6, <Load>g__Inner|3_0, <LoadAsync>d__3, <<Load>b__6_0>d
    [GeneratedRegex(@"^<(?<name>.+)>(?<kind>[a-z])(?:__|\b|$)")]
    private static partial Regex Compiled();

    [GeneratedRegex(@"g__(?<name>\w+)\|")]
    private static partial Regex Local();

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity();
}
