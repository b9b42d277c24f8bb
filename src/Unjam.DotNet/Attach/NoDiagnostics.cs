using System.Globalization;
using System.Net.Sockets;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Attach;

/// <summary>Explains why a runtime cannot be asked.</summary>
internal static class NoDiagnostics
{
    // The runtime makes its port before it runs anything of the program.
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(3);
    private const int TicksPerSecond = 100;

    public static AttachException Explain(DiagnosticsException failed, ProcessDirectory directory)
    {
        var pid = directory.Pid;
        if (directory.HasEnded)
            return new AttachException(AttachFailure.NoSuchProcess, $"Process {pid} has exited.");
        return failed.Failure switch
        {
            DiagnosticsFailure.NoPort => WithoutPort(directory),
            DiagnosticsFailure.Deleted when directory.ReadLink("root") is not null => new(AttachFailure.Unsupported, failed.Message),
            DiagnosticsFailure.Deleted => new(AttachFailure.PermissionDenied, AccessRefusal.Of(AccessFacts.Read(pid, directory)).Message),
            DiagnosticsFailure.Refused when IsDenied(failed) => Denied(directory),
            DiagnosticsFailure.Refused when failed.InnerException is SocketException => new(AttachFailure.NotReady,
                $"The diagnostics port of process {pid} takes no connection ({failed.InnerException.Message}): it may just be starting or ending; try again in a moment."),
            DiagnosticsFailure.Rejected => new(AttachFailure.Unsupported,
                $"Process {pid} runs a .NET older than 6, which does not say what it is: Unjam knows .NET {KnownRuntimes.InWords}; move the service to a newer .NET."),
            DiagnosticsFailure.NoAnswer => new(AttachFailure.NotReady,
                $"The runtime of process {pid} took the connection on its diagnostics port and did not answer: {TrimmedReason(failed)}; it may be stopped, or busy with another tool; try again in a moment."),
            _ => new(AttachFailure.PermissionDenied, failed.Message),
        };
    }

    private static AttachException WithoutPort(ProcessDirectory directory)
    {
        var pid = directory.Pid;
        return new RuntimeShapes().Of(directory) switch
        {
            RuntimeShape.Unknown => new(AttachFailure.PermissionDenied, AccessRefusal.Of(AccessFacts.Read(pid, directory)).Message),
            RuntimeShape.None when !IsYoung(directory) || Path.GetFileName(directory.ReadLink("exe")) != "dotnet" => new(AttachFailure.Unsupported,
                $"Process {pid} ({CommandLine.NameOf(directory)}) is not a .NET process; `unjam ps` lists those that can be read."),
            _ when IsYoung(directory) => new(AttachFailure.NotReady, $"The .NET of process {pid} is still starting: try again in a moment."),
            RuntimeShape.NativeAot => new(AttachFailure.Unsupported,
                $"Process {pid} is a .NET program compiled ahead of time (NativeAOT) without a diagnostics port: publish it with -p:EventSourceSupport=true, and do not start it with DOTNET_EnableDiagnostics=0."),
            _ => new(AttachFailure.Unsupported,
                $"Process {pid} runs .NET but has no diagnostics port: it was started with DOTNET_EnableDiagnostics=0 (or DOTNET_EnableDiagnostics_IPC=0), or could not write its temporary folder (a read-only container); start it without the one, or with a writable /tmp."),
        };
    }

    private static AttachException Denied(ProcessDirectory directory)
    {
        var facts = AccessFacts.Read(directory.Pid, directory);
        var user = facts.Users is [_, var effective, ..] ? effective : facts.FileOwner;
        return new(AttachFailure.PermissionDenied,
            $"Process {directory.Pid} may not be asked: its diagnostics port belongs to user {user} and you are user {facts.OurUser}; use `sudo unjam diagnose {directory.Pid}`, or run unjam as user {user}.");
    }

    private static bool IsDenied(DiagnosticsException failed) => failed.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied };

    // the cause in one clause
    private static string TrimmedReason(DiagnosticsException failed) => TargetText.Printable((failed.InnerException ?? failed).Message).TrimEnd('.');

    private static bool IsYoung(ProcessDirectory directory)
    {
        var uptime = File.ReadAllText("/proc/uptime").Split(' ')[0];
        return directory.TryStat(out var stat) && double.TryParse(uptime, CultureInfo.InvariantCulture, out var seconds)
            && seconds - ((double)stat.StartTime / TicksPerSecond) < StartsWithin.TotalSeconds;
    }
}
