using System.Diagnostics;
using System.Text;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

/// <summary>A process that runs beside the test; what is left of it at the end is killed.</summary>
internal sealed class Started : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private Started(Process process) => this.process = process;

    public int Pid => process.Id;

    public string Output => Text(output);

    public string Errors => Text(errors);

    public static Started Of(params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var started = new Started(new Process { StartInfo = start });
        started.process.OutputDataReceived += (_, line) => Add(started.output, line.Data);
        started.process.ErrorDataReceived += (_, line) => Add(started.errors, line.Data);
        started.process.Start();
        started.process.BeginOutputReadLine();
        started.process.BeginErrorReadLine();
        return started;
    }

    public void WaitForOutput(string text) => Eventually.True(() => Output.Contains(text, StringComparison.Ordinal), Limit, () => $"no \"{text}\" in: {Output}{Errors}");

    public void WaitForError(string text) => Eventually.True(() => Errors.Contains(text, StringComparison.Ordinal), Limit, () => $"no \"{text}\" in: {Output}{Errors}");

    public void Signal(string name) => CommandRun.Of(["kill", "-" + name, $"{Pid}"]);

    /// <summary>Waits for its end and returns its exit code.</summary>
    public int WaitForEnd()
    {
        Eventually.True(() => process.HasExited, Limit, () => $"it has not ended: {Output}{Errors}");
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.WaitForExit(Limit);
        process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
