using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Attach;

/// <summary>A live .NET process that can be asked. Nothing in it is stopped or changed by that.</summary>
public sealed class DotNetProcess : IDisposable
{
    /// <summary>How long the runtime may take to say what it is.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private DotNetProcess(ProcessDirectory directory, DiagnosticsPort port, DotNetRuntime runtime, ProcessIdentity identity)
    {
        Directory = directory;
        Port = port;
        Runtime = runtime;
        Identity = identity;
        Command = CommandLine.Of(directory);
    }

    public int Pid => Directory.Pid;

    /// <summary>Its <c>/proc</c> directory, kept open.</summary>
    public ProcessDirectory Directory { get; }

    /// <summary>Where it takes diagnostic commands.</summary>
    public DiagnosticsPort Port { get; }

    public DotNetRuntime Runtime { get; }

    public ProcessIdentity Identity { get; }

    /// <summary>Its command line, for the local screen only: it may hold secrets.</summary>
    public string Command { get; }

    /// <summary>Finds the runtime of a process and asks it what it is: within 2 s, or it is refused.</summary>
    /// <exception cref="AttachException">It cannot be watched; the message says why and what to do.</exception>
    public static DotNetProcess Open(int pid, TimeProvider time)
    {
        var directory = OpenDirectory(pid);
        try
        {
            RefuseWithoutRuntime(directory);
            return Open(directory, DiagnosticsPort.Of(pid), new Patience(Limit, time, CancellationToken.None));
        }
        catch (DiagnosticsException failed)
        {
            var refused = NoDiagnostics.Explain(failed, directory);
            directory.Dispose();
            throw refused;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Makes sure that it still lives: one system call.</summary>
    /// <exception cref="MemoryGoneException">It has exited.</exception>
    public void EnsureAlive()
    {
        if (Directory.HasEnded)
            throw new MemoryGoneException($"process {Pid} has exited");
    }

    /// <summary>Makes sure that it is still the same process and program.</summary>
    /// <exception cref="MemoryGoneException">It has exited, or has become another program.</exception>
    public void EnsureSame()
    {
        EnsureAlive();
        if (ProcessIdentity.Of(Directory).Executable != Identity.Executable)
            throw new MemoryGoneException($"process {Pid} has become another program");
    }

    public void Dispose() => Directory.Dispose();

    /// <summary>Asks at a port what runs; the process takes the directory over.</summary>
    /// <exception cref="DiagnosticsException">It does not answer.</exception>
    /// <exception cref="AttachException">It is none that Unjam knows.</exception>
    internal static DotNetProcess Open(ProcessDirectory directory, DiagnosticsPort port, Patience patience)
    {
        try
        {
            var identity = ProcessIdentity.Of(directory);
            var answer = ProcessAnswer.Of(port, patience);
            if (KnownRuntimes.WhyNot(answer.Version) is { } reason)
                throw new AttachException(AttachFailure.Unsupported, $"Process {directory.Pid} runs .NET {answer.Version}, {reason}.");
            var runtime = new DotNetRuntime(answer.Version, answer.EntryAssembly, answer.Architecture, new RuntimeShapes().Of(directory));
            return new DotNetProcess(directory, port, runtime, identity);
        }
        catch (MemoryGoneException)
        {
            throw new AttachException(AttachFailure.NoSuchProcess, $"Process {directory.Pid} has exited.");
        }
    }

    private static ProcessDirectory OpenDirectory(int pid)
    {
        try
        {
            return ProcessDirectory.Open(pid);
        }
        catch (UnauthorizedAccessException)
        {
            throw new AttachException(AttachFailure.PermissionDenied, AccessRefusal.Of(AccessFacts.Read(pid, null)).Message);
        }
        catch (MemoryGoneException)
        {
            throw new AttachException(AttachFailure.NoSuchProcess, NoProcess.InWords(pid));
        }
    }

    private static void RefuseWithoutRuntime(ProcessDirectory directory)
    {
        if (!directory.TryStat(out var stat))
            return;
        if (stat.State is 'Z' or 'X')
            throw new AttachException(AttachFailure.NoSuchProcess,
                $"Process {directory.Pid} has exited: it is a zombie that its parent {stat.Parent} has not collected yet.");
        if (stat.State is 'T' or 't')
            throw new AttachException(AttachFailure.NotReady, stat.State == 'T'
                ? $"Process {directory.Pid} is stopped by a signal (SIGSTOP) and cannot answer: let it go on by `kill -CONT {directory.Pid}`."
                : $"Process {directory.Pid} is stopped by a debugger or tracer and cannot answer: let it go on there.");
    }
}
