using System.Diagnostics;
using System.Globalization;
using Unjam.Live;

namespace Unjam.DotNet.Tests;

/// <summary>The program whose threads are where it says: tests/Unjam.DotNetTarget.</summary>
internal sealed class TargetProgram : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private TargetProgram(Process process) => this.process = process;

    public int Pid => process.Id;

    /// <summary>Which thread is in which method.</summary>
    public Dictionary<long, string> Truth { get; } = [];

    /// <summary>Runs it to its end.</summary>
    public static CommandRun Run(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        CommandRun.Of([.. Words, .. arguments], StartLimit, environment);

    /// <summary>Starts it, and waits until all its threads are where they stay. It ends when this is disposed, or we end.</summary>
    public static TargetProgram Start(IReadOnlyDictionary<string, string>? environment = null)
    {
        var target = new TargetProgram(new Process { StartInfo = CommandRun.StartInfo([.. Words, "wait"], environment) });
        target.process.Start();
        // one that does not get there is ended, and its output with it
        using var limit = new Timer(_ => target.process.Kill(), null, StartLimit, Timeout.InfiniteTimeSpan);
        try
        {
            while (target.process.StandardOutput.ReadLine() is { } line && line != "ready")
                Add(target.Truth, line);
            return target.Truth.Count > 0 && !target.HasExited ? target : throw new InvalidOperationException($"It did not get ready: {target.process.StandardError.ReadToEnd()}");
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>Adds what a line of its output says to be true, if it does.</summary>
    public static void Add(Dictionary<long, string> truth, string line)
    {
        if (line.Split('\t') is ["truth", var thread, var method])
            truth[long.Parse(thread, CultureInfo.InvariantCulture)] = method;
    }

    public bool HasExited => process.HasExited;

    /// <summary>Ends it, whatever it does.</summary>
    public void End()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        End();
        process.Dispose();
    }

    private static string[] Words => ["dotnet", Path.Combine(AppContext.BaseDirectory, "Unjam.DotNetTarget.dll")];
}
