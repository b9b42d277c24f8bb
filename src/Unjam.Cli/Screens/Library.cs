namespace Unjam.Cli.Screens;

/// <summary>Tells, for showing only, which library a file belongs to, so that frames which are nobody's own can be folded.</summary>
internal static class Library
{
    private static readonly string[] Roots = ["/site-packages/", "/dist-packages/"];

    // Assemblies that come with the runtime, or with this product: the longest that fits wins.
    private static readonly (string Prefix, string Name)[] Assemblies =
    [
        ("Microsoft.AspNetCore.", "ASP.NET Core"), ("Microsoft.Extensions.", "Microsoft.Extensions"), ("Microsoft.EntityFrameworkCore", "Entity Framework Core"),
        ("System.", ".NET"), ("Microsoft.", ".NET"), ("Unjam.Executors.", "Unjam.Executors"), ("Unjam.Hosting.", "Unjam.Hosting"),
    ];

    /// <summary>The library or standard module, such as <c>asyncio</c> or <c>ASP.NET Core</c>; null for the user's own files.</summary>
    public static string? Of(string file) => IsAssembly(file) ? AssemblyOf(file) : PathIn(file) is { } path ? FirstName(path) : null;

    /// <summary>A file as it is named inside its library, such as <c>asyncio/events.py</c>; null for the user's own files.</summary>
    public static string? PathIn(string file)
    {
        if (IsAssembly(file))
            return AssemblyOf(file) is null ? null : file;
        if (file.StartsWith("<frozen ", StringComparison.Ordinal))
            return file["<frozen ".Length..].TrimEnd('>').Replace('.', '/');
        foreach (var root in Roots)
        {
            var at = file.LastIndexOf(root, StringComparison.Ordinal);
            if (at >= 0)
                return file[(at + root.Length)..];
        }

        return PathInStandardLibrary(file);
    }

    // a method of .NET has its assembly where a function of Python has its file
    private static bool IsAssembly(string file) => file.EndsWith(".dll", StringComparison.Ordinal);

    private static string? AssemblyOf(string file)
    {
        foreach (var (prefix, name) in Assemblies)
        {
            if (file.StartsWith(prefix, StringComparison.Ordinal))
                return name;
        }

        return null;
    }

    // …/lib/python3.11/asyncio/events.py, …/lib/python3.13t/threading.py
    private static string? PathInStandardLibrary(string file)
    {
        const string Marker = "/python3.";
        for (var at = file.IndexOf(Marker, StringComparison.Ordinal); at >= 0; at = file.IndexOf(Marker, at + 1, StringComparison.Ordinal))
        {
            var rest = file.AsSpan(at + Marker.Length);
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                continue;
            rest = rest[digits..];
            if (rest.StartsWith("t/"))
                rest = rest[1..];
            if (rest.StartsWith("/") && IsLibraryDirectory(file.AsSpan(0, at)))
                return rest[1..].ToString();
        }

        return null;
    }

    private static bool IsLibraryDirectory(ReadOnlySpan<char> path) => path.EndsWith("/lib") || path.EndsWith("/lib64");

    private static string FirstName(string path)
    {
        var end = path.IndexOf('/');
        if (end < 0)
            return path.EndsWith(".py", StringComparison.Ordinal) ? path[..^3] : path;
        return path.StartsWith("concurrent/futures/", StringComparison.Ordinal) ? "concurrent.futures" : path[..end];
    }
}
