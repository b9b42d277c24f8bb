using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Unjam.Live;

/// <summary>A target program that runs. It has announced itself, and ends, with all its children, when this is disposed.</summary>
public sealed class LiveTarget : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly string? copy;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private LiveTarget(Process process, string script, string? copy)
    {
        this.process = process;
        this.copy = copy;
        Script = script;
    }

    /// <summary>Its process id as seen from here: that of the runtime itself.</summary>
    public int Pid { get; private set; }

    /// <summary>The script's path as the target sees it: the file that its frames name. Of another program, what started it.</summary>
    public string Script { get; }

    /// <summary>The line of the script that carries the mark <c># CULPRIT</c>; 0 when none does.</summary>
    public int CulpritLine =>
        1 + Array.FindIndex(
            File.ReadAllLines(Path.Combine(Repository.Targets, Path.GetFileName(Script))), line => line.Contains("# CULPRIT", StringComparison.Ordinal));

    /// <summary>What it announced about itself: <c>scenario</c>, <c>expect</c> and more.</summary>
    public JsonElement Announcement { get; private set; }

    /// <summary>Lines of its standard output so far, without the announcement.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Lines of its standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public bool HasExited => process.HasExited;

    /// <summary>Starts a program of <c>tests/targets</c> and waits until it is ready.</summary>
    /// <param name="python">The name of the Python to run it with: see <see cref="Interpreters"/>.</param>
    /// <param name="script">Its file name, such as <c>s01_loop_blocked_sleep.py</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables on top of ours. DURATION, the time after which it ends by itself, is 120 s unless given.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message carries what it wrote.</exception>
    public static LiveTarget Start(
        string python, string script, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(Interpreters.Named(python), script, arguments, environment);

    /// <inheritdoc cref="Start(string, string, IReadOnlyList{string}, IReadOnlyDictionary{string, string})"/>
    public static LiveTarget Start(
        Interpreter python, string script, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var copy = python.Root is null ? null : CopyInto(python.Root);
        var path = copy is null ? Path.Combine(Repository.Targets, script) : $"/tmp/{Path.GetFileName(copy)}/{script}";
        var variables = new Dictionary<string, string> { ["DURATION"] = "120" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            variables[name] = value;
        var process = new Process { StartInfo = CommandRun.StartInfo([.. python.Prefix, path, .. arguments ?? []], variables) };
        var target = new LiveTarget(process, path, copy);
        try
        {
            target.Begin();
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>Starts a program that is not a script, and waits until it is ready.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="environment">Variables on top of ours.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message carries what it wrote.</exception>
    public static LiveTarget Start(IReadOnlyList<string> words, IReadOnlyDictionary<string, string>? environment = null)
    {
        // its own session, as that of an interpreter
        var process = new Process { StartInfo = CommandRun.StartInfo(["setsid", "setpriv", "--pdeathsig", "KILL", .. words], environment) };
        var target = new LiveTarget(process, string.Join(' ', words), null);
        try
        {
            target.Begin();
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a line on its standard output, whether it comes or has come already.</summary>
    public string WaitForLine(Func<string, bool> predicate, TimeSpan within) =>
        Eventually.Some(() => output.FirstOrDefault(predicate), within, () => $"no such line from {this}");

    /// <summary>Waits for a JSON document on its standard output that has a property.</summary>
    public JsonElement WaitForJson(string property, TimeSpan within) =>
        JsonSerializer.Deserialize<JsonElement>(WaitForLine(line => line.StartsWith('{') && line.Contains($"\"{property}\""), within));

    /// <summary>Writes a line to its standard input.</summary>
    public void Send(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    /// <summary>Sends it a signal, by its name without SIG.</summary>
    public void Signal(string name) => CommandRun.Of(["kill", "-" + name, $"{Pid}"]);

    /// <summary>Waits until it has ended.</summary>
    public void WaitForExit(TimeSpan within) => Eventually.True(() => process.HasExited, within, () => $"{this} has not ended");

    public void Dispose()
    {
        if (IsStarted)
        {
            // the whole session: children that outlived their parent as well
            CommandRun.Of(["kill", "-KILL", "--", $"-{process.Id}"]);
            process.WaitForExit(StartLimit);
        }

        process.Dispose();
        if (copy is not null)
            Directory.Delete(copy, recursive: true);
    }

    public override string ToString() =>
        $"{Path.GetFileName(Script)} (pid {(IsStarted ? Pid : 0)}); it wrote: {string.Join('\n', output.TakeLast(20))}\n{string.Join('\n', errors.TakeLast(20))}";

    private bool IsStarted { get; set; }

    private static string CopyInto(string root)
    {
        var folder = Path.Combine(root, "tmp", $"unjam-{Environment.ProcessId}-{Guid.NewGuid():n}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Repository.Targets, "*.py"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    private void Begin()
    {
        process.OutputDataReceived += (_, e) => Keep(output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(errors, e.Data);
        Launcher.Start(process);
        (IsStarted, Pid) = (true, process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Eventually.True(() => output.Contains("READY") || process.HasExited, StartLimit, () => $"not ready: {this}");
        if (!output.Contains("READY"))
        {
            process.WaitForExit();
            throw new InvalidOperationException($"Ended before it was ready, with code {process.ExitCode}: {this}");
        }

        output.TryDequeue(out var announcement);
        output.TryDequeue(out _);
        Announcement = JsonSerializer.Deserialize<JsonElement>(announcement!);
        var told = Announcement.GetProperty("pid").GetInt32();
        Pid = told == process.Id ? told : Contained(told) ?? throw new InvalidOperationException($"It says it is {told}, and we started {process.Id}.");
    }

    // what was started waits for a child that has numbers of its own
    private int? Contained(int number)
    {
        foreach (var child in File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.ReadLines($"/proc/{child}/status").Any(line => line.StartsWith("NSpid:", StringComparison.Ordinal) && line.EndsWith($"\t{number}", StringComparison.Ordinal)))
                return int.Parse(child, CultureInfo.InvariantCulture);
        }

        return null;
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
