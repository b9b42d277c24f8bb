using System.Text.RegularExpressions;

namespace Unjam.Python.Attach;

/// <summary>A short name for what a Python process runs, fit for a label: never a path, an argument's value or anything that could be a secret.</summary>
internal static partial class ProgramName
{
    private const int Longest = 60;
    private const string Unknown = "python";

    // Their first argument of the form module:object names the application.
    private static readonly HashSet<string> Servers = ["uvicorn", "gunicorn", "hypercorn", "daphne", "granian", "waitress-serve", "waitress"];

    // Options of the interpreter that are followed by a value.
    private static readonly HashSet<string> WithValue = ["-W", "-X", "--check-hash-based-pycs"];

    /// <param name="arguments">The command line; a process that gave itself a title has it as the only one.</param>
    public static string Of(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return Unknown;
        if (Title().Match(arguments[0]) is { Success: true } title)
            return Cut(title.Groups["name"].Value);
        var program = IsInterpreter(arguments[0]) ? Program(arguments, out var rest) : Stem(arguments[0], out rest);
        return Cut(Servers.Contains(program) && Application(arguments, rest) is { } application ? application : program);
    }

    private static string Program(IReadOnlyList<string> arguments, out int rest)
    {
        for (rest = 1; rest < arguments.Count; rest++)
        {
            var argument = arguments[rest];
            if (argument == "-m" && rest + 1 < arguments.Count)
            {
                var module = arguments[rest + 1];
                rest += 2;
                return Module().IsMatch(module) ? module : Unknown;
            }

            if (argument is "-c" or "-" || argument.StartsWith("-c", StringComparison.Ordinal))
                return Unknown;
            if (WithValue.Contains(argument))
                rest++;
            else if (!argument.StartsWith('-'))
                return Stem(argument, out _, rest++);
        }

        return Unknown;
    }

    private static string Stem(string path, out int rest, int at = 0)
    {
        rest = at + 1;
        var name = Path.GetFileName(path);
        return Path.GetExtension(name) is ".py" or ".pyc" or ".pyz" ? Path.GetFileNameWithoutExtension(name) : name.Length > 0 ? name : Unknown;
    }

    private static string? Application(IReadOnlyList<string> arguments, int from)
    {
        for (var at = from; at < arguments.Count; at++)
        {
            if (ModuleAndObject().Match(arguments[at]) is { Success: true } found)
                return found.Groups["module"].Value;
        }

        return null;
    }

    private static bool IsInterpreter(string program)
    {
        var name = Path.GetFileName(program);
        return name.StartsWith("python", StringComparison.Ordinal) || name.StartsWith("pypy", StringComparison.Ordinal);
    }

    private static string Cut(string name) => name.Length <= Longest ? name : name[..Longest];

    // gunicorn: worker [shop]
    [GeneratedRegex(@"^gunicorn: \w+ \[(?<name>[\w.-]+)(:[\w.()]*)?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"^[A-Za-z_][\w.]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Module();

    [GeneratedRegex(@"^(?<module>[A-Za-z_][\w.]*):[A-Za-z_][\w.]*(\(\))?$", RegexOptions.CultureInvariant)]
    private static partial Regex ModuleAndObject();
}
