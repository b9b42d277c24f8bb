using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Unjam.Memory;

namespace Unjam.Cli.Attaching;

/// <summary>A command that Unjam has started. It has the terminal and the standard streams to itself, and gets the signals that are meant for it.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource interrupted = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Lock ending = new();

    private Child(Process process)
    {
        this.process = process;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    public int Pid => process.Id;

    /// <summary>Cancelled when the command has ended, or was asked to.</summary>
    public CancellationToken Ending => ended.Token;

    /// <summary>Cancelled when the command was asked to end.</summary>
    public CancellationToken Interrupted => interrupted.Token;

    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static Child Start(string path, IEnumerable<string> arguments)
    {
        var process = new Process { StartInfo = new ProcessStartInfo(path, arguments), EnableRaisingEvents = true };
        process.Start();
        var child = new Child(process);
        _ = process.WaitForExitAsync().ContinueWith(_ => child.Cancel(), TaskScheduler.Default);
        return child;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code; 128 + the signal when a signal ended it.</returns>
    public int WaitForEnd()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        process.Dispose();
        interrupted.Dispose();
        lock (ending)
            ended.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGTERM)
            Forward(15);
        else if (!IsInForeground())
            Forward(2);
        interrupted.Cancel();
        Cancel();
    }

    private void Forward(int signal)
    {
        if (!process.HasExited)
            OwnChild.Signal(process.Id, signal);
    }

    private void Cancel()
    {
        lock (ending)
        {
            try
            {
                ended.Cancel();
            }
            catch (ObjectDisposedException)
            {
                return; // nobody listens any more
            }
        }
    }

    // Ctrl-C reaches every process in the terminal's foreground group, the command included: handed on, it would get it twice, and
    // many servers take the second one for "at once". Fields 5 and 8 of stat(5): our group, and the terminal's foreground group.
    private static bool IsInForeground()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[2] == fields[5];
    }
}
