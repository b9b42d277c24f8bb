namespace Unjam.Live;

/// <summary>The .NET runtimes that target programs can be run with: that of the tests, and those that <c>make setup</c> fetched.</summary>
public static class DotNetRuntimes
{
    /// <summary>The runtime that the tests themselves run with.</summary>
    public const string Own = "10.0";

    /// <summary>Compiled ahead of time, for 9.0.</summary>
    public const string NativeAot = "aot";

    /// <summary>Starts a case of <c>tests/Unjam.DotNetCases</c>.</summary>
    /// <param name="runtime">Which runtime to run it with; those of other versions know only the cases that need nothing but the runtime.</param>
    /// <param name="words">Its name, and its number if need be.</param>
    public static LiveTarget Start(string runtime, params string[] words) => LiveTarget.Start([.. Program(runtime), .. words]);

    /// <summary>Starts a case with the runtime that the tests run with.</summary>
    public static LiveTarget Start(string name) => Start(Own, name);

    /// <summary>What starts a case with the runtime that the tests run with.</summary>
    public static IReadOnlyList<string> Words(string name) => [.. Program(Own), name];

    private static string[] Program(string runtime)
    {
        // artifacts/bin/PROJECT/CONFIGURATION
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        if (runtime == Own)
            return ["dotnet", Path.Combine(here.Parent!.Parent!.FullName, "Unjam.DotNetCases", here.Name, "Unjam.DotNetCases.dll")];
        var program = Path.Combine(Fetched(), runtime, "Cases");
        return File.Exists(program) ? [program] : throw new InvalidOperationException($"{program} does not exist: run `make setup`.");
    }

    private static string Fetched() => Environment.GetEnvironmentVariable("UNJAM_RUNTIMES")
        ?? Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/root", ".cache"), "unjam", "runtimes");
}
