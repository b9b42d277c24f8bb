using System.Diagnostics;

namespace Unjam.Live;

/// <summary>A command that has run to its end.</summary>
/// <param name="ExitCode">Its exit code; 128 + the signal when a signal ended it.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="Elapsed">From its start to its end.</param>
public sealed record CommandRun(int ExitCode, string Output, string Errors, TimeSpan Elapsed)
{
    /// <summary>Runs <c>out/unjam</c> with arguments.</summary>
    public static CommandRun Unjam(params string[] arguments) => Of([Repository.Command, .. arguments]);

    /// <summary>Runs a command without input and waits for its end.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="within">It is killed, and the run fails, when it takes longer; 60 s by default.</param>
    /// <param name="environment">Variables on top of ours.</param>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static CommandRun Of(IReadOnlyList<string> words, TimeSpan? within = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = new Process { StartInfo = StartInfo(words, environment) };
        var began = Stopwatch.GetTimestamp();
        Launcher.Start(process);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var limit = within ?? TimeSpan.FromSeconds(60);
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new TimeoutException($"`{string.Join(' ', words)}` ran longer than {limit.TotalSeconds:0} s. It wrote: {output.Result}{errors.Result}");
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        return new CommandRun(process.ExitCode, output.Result, errors.Result, elapsed);
    }

    /// <summary>How a command is started: its three streams are ours.</summary>
    public static ProcessStartInfo StartInfo(IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
