using System.Diagnostics;

namespace Unjam.Live;

/// <summary>Any program that runs until this is disposed: what is not a target, or not one of ours.</summary>
public sealed class LiveProcess : IDisposable
{
    private readonly Process process;

    private LiveProcess(Process process) => this.process = process;

    public int Pid => process.Id;

    /// <summary>Starts a program without input, and waits until it has become itself and does nothing but wait.</summary>
    /// <param name="words">The program and its arguments.</param>
    public static LiveProcess Start(params string[] words)
    {
        var process = new Process { StartInfo = CommandRun.StartInfo(["setsid", "setpriv", "--pdeathsig", "KILL", .. words], null) };
        Launcher.Start(process);
        var live = new LiveProcess(process);
        try
        {
            Eventually.True(
                () => live.Command.StartsWith(words[0], StringComparison.Ordinal) && KernelView.ThreadStates(live.Pid) == "S",
                TimeSpan.FromSeconds(10), () => $"`{string.Join(' ', words)}` does not come to rest: {live.Command}");
            return live;
        }
        catch
        {
            live.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        CommandRun.Of(["kill", "-KILL", "--", $"-{process.Id}"]);
        process.WaitForExit(TimeSpan.FromSeconds(10));
        process.Dispose();
    }

    private string Command => File.ReadAllText($"/proc/{Pid}/cmdline").Replace('\0', ' ');
}
