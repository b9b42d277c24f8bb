using System.Runtime.InteropServices;

namespace Unjam.Cli.Output;

/// <summary>Ctrl-C and a polite request to end: the first one ends the work and lets it say what it has, the second one ends Unjam at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interrupt()
    {
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    public CancellationToken Token => source.Token;

    public bool HasCome => source.IsCancellationRequested;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // not held back the second time: the system's own way to end a process is the fastest
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
