using System.Diagnostics;

namespace Unjam.Live;

/// <summary>A program that others wrote and that reads what Unjam writes: a script of tests/tools under Node.js, or a Debian program.</summary>
public static class ForeignReader
{
    /// <summary>Runs a script of tests/tools and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or it refused what it read.</exception>
    public static string Node(string script, string input, params string[] arguments)
    {
        var tools = Path.Combine(Repository.Root, "tests", "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules")))
            throw new InvalidOperationException("The foreign readers are not installed: run `make setup`, or `npm ci` in tests/tools.");
        var (exitCode, output) = Run(["node", Path.Combine(tools, script), .. arguments], input);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{script} ended with {exitCode}: {output}");
    }

    /// <summary>Runs a program with an input and gives its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) Run(IReadOnlyList<string> words, string input)
    {
        using var process = new Process { StartInfo = CommandRun.StartInfo(words, null) };
        Launcher.Start(process);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{string.Join(' ', words)}` did not end within 60 s.");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
