using System.Collections.Immutable;
using System.Text.Json;

namespace Unjam.Live;

/// <summary>Every Python of this machine that Unjam supports: pyenv's, the system's, and those that <c>tests/pythons/fetch.sh</c> unpacked.</summary>
public static class Interpreters
{
    // prints what it is; a package counts when it can be imported, for a folder of it may be there that is another version's
    private const string Question =
        "import sys, json, importlib\n" +
        "def can(p):\n" +
        "  try: return bool(importlib.import_module(p))\n" +
        "  except ImportError: return False\n" +
        "print(json.dumps([sys.implementation.name, list(sys.version_info[:3]), 'free-threading' in sys.version,\n" +
        "  [p for p in ('uvloop', 'fastapi', 'uvicorn', 'aiohttp', 'django', 'gunicorn', 'psycopg2', 'asgiref', 'nest_asyncio', 'trio', 'anyio', 'prometheus_client') if can(p)]]))";

    private static readonly Lazy<ImmutableArray<Interpreter>> Found = new(Find);
    private static readonly Lazy<ImmutableArray<Interpreter>> FoundDebugBuilds = new(FindDebugBuilds);

    /// <summary>The minor series that Unjam supports.</summary>
    public static ImmutableArray<string> Supported { get; } = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"];

    /// <summary>The series that Debian's packages give, so that no machine may lack them.</summary>
    public static ImmutableArray<string> Required { get; } = ["3.11", "3.14", "3.15"];

    /// <summary>Those that were found, oldest first.</summary>
    public static ImmutableArray<Interpreter> List => Found.Value;

    /// <summary>Builds with Py_DEBUG of supported series: the system's own, and 3.14.</summary>
    public static ImmutableArray<Interpreter> DebugBuilds => FoundDebugBuilds.Value;

    /// <summary>The supported series of which none was found.</summary>
    public static IEnumerable<string> Missing => Supported.Where(series => List.All(each => each.Series != series));

    /// <summary>Executables of Pythons that Unjam does not support, by what <c>pyenv</c> calls them; may be empty.</summary>
    public static IReadOnlyDictionary<string, string> Unsupported { get; } = FindUnsupported();

    /// <summary>The names of all, as rows of a theory.</summary>
    public static IEnumerable<object[]> All => List.Select(each => new object[] { each.Name });

    /// <summary>One of each minor series, as rows of a theory: for what takes too long to be done with every patch release.</summary>
    public static IEnumerable<object[]> OneOfEachSeries =>
        List.GroupBy(each => each.Series).Select(each => new object[] { each.First().Name });

    /// <summary>The names of those that can import all of some packages, as rows of a theory. No row fails the theory: it is never skipped.</summary>
    public static IEnumerable<object[]> With(params string[] packages) =>
        List.Where(each => packages.All(each.Packages.Contains)).Select(each => new object[] { each.Name });

    /// <summary>The one with a name.</summary>
    public static Interpreter Named(string name) =>
        List.FirstOrDefault(each => each.Name == name)
        ?? throw new ArgumentException($"There is no Python {name} here, only {string.Join(", ", List)}.", nameof(name));

    /// <summary>The first of a minor series, such as <c>3.11</c>.</summary>
    public static Interpreter OfSeries(string series) =>
        List.FirstOrDefault(each => each.Series == series)
        ?? throw new ArgumentException($"There is no Python {series} here, only {string.Join(", ", List)}.", nameof(series));

    private static ImmutableArray<Interpreter> Find()
    {
        var found = new List<Interpreter>();
        foreach (var version in Versions())
            Ask(Path.Combine(version, "bin", "python3"), null, "", found);

        Ask("/usr/bin/python3", null, " (system)", found);
        var root = Path.Combine(Unpacked(), "sid");
        if (File.Exists(Path.Combine(root, ".complete")))
        {
            Ask("/usr/bin/python3.14", root, "", found);
            Ask("/usr/bin/python3.15", root, "", found);
        }

        return [.. found.OrderBy(each => each.Version).ThenBy(each => each.Name, StringComparer.Ordinal)];
    }

    private static ImmutableArray<Interpreter> FindDebugBuilds()
    {
        var found = new List<Interpreter>();
        Ask(Path.Combine(Unpacked(), "debug", "python3d"), null, " (debug)", found);
        var root = Path.Combine(Unpacked(), "sid");
        if (File.Exists(Path.Combine(root, ".debug")))
            Ask("/usr/bin/python3.14d", root, " (debug)", found);
        return [.. found];
    }

    private static string Home => Environment.GetEnvironmentVariable("HOME") ?? "/root";

    private static string Unpacked() => Environment.GetEnvironmentVariable("UNJAM_PYTHONS")
        ?? Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "unjam", "pythons");

    private static string[] Versions()
    {
        var pyenv = Path.Combine(Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Combine(Home, ".pyenv"), "versions");
        return Directory.Exists(pyenv) ? Directory.GetDirectories(pyenv) : [];
    }

    private static Dictionary<string, string> FindUnsupported() => Versions()
        .Where(version => !Supported.Any(series => Path.GetFileName(version).StartsWith(series + ".", StringComparison.Ordinal)))
        .Select(version => (Name: Path.GetFileName(version), Executable: Path.Combine(version, "bin", "python")))
        .Where(each => File.Exists(each.Executable))
        .ToDictionary(each => each.Name, each => each.Executable);

    private static void Ask(string executable, string? root, string suffix, List<Interpreter> found)
    {
        if (root is null && !File.Exists(executable))
            return;
        var asked = new Interpreter("?", new Version(0, 0), executable, root, []);
        var run = CommandRun.Of([.. asked.Prefix, "-c", Question]);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{executable} is there and does not run: {run.Errors}");
        var answer = JsonSerializer.Deserialize<JsonElement>(run.Output);
        var numbers = answer[1];
        var version = new Version(numbers[0].GetInt32(), numbers[1].GetInt32(), numbers[2].GetInt32());
        var isSupported = answer[0].GetString() == "cpython" && !answer[2].GetBoolean()
            && Supported.Contains($"{version.Major}.{version.Minor}");
        if (isSupported)
            found.Add(asked with { Name = version + suffix, Version = version, Packages = [.. answer[3].EnumerateArray().Select(each => each.GetString()!)] });
    }
}
