using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>A live CPython process that Unjam can read. Everything that later looks need is open: privileges may be dropped.</summary>
public sealed class PythonProcess : IDisposable
{
    private PythonProcess(ProcessMemory memory, PythonRuntime runtime, ProcessIdentity identity, string command)
    {
        Memory = memory;
        Runtime = runtime;
        Identity = identity;
        Command = command;
    }

    public ProcessMemory Memory { get; }

    public PythonRuntime Runtime { get; }

    public ProcessIdentity Identity { get; }

    /// <summary>Its command line, for the local screen only: it may hold secrets.</summary>
    public string Command { get; }

    /// <summary>Attaches to a process: opens its memory and finds its runtime, once. Nothing is stopped or written.</summary>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    public static PythonProcess Attach(int pid)
    {
        using var directory = OpenDirectory(pid);
        ProcessMemory? memory = null;
        try
        {
            RefuseWithoutMemory(directory);
            memory = ProcessMemory.Open(pid);
            var identity = ProcessIdentity.Of(memory.Directory);
            var runtime = FindRuntime(memory, memory.Directory, memory.ReadMaps());
            memory.EnsureSame();
            return new PythonProcess(memory, runtime, identity, CommandLine.Of(memory.Directory));
        }
        catch (Exception failure)
        {
            // what was read of a process that has gone meanwhile explains nothing
            var isGone = memory is not null && !memory.IsSame();
            memory?.Dispose();
            if (Translate(isGone ? new MemoryGoneException(failure.Message) : failure, pid, directory) is { } refused)
                throw refused;
            throw;
        }
    }

    /// <summary>Looks for asyncio's own table again: its accelerator may have been loaded since. Null while it is not.</summary>
    /// <exception cref="MemoryGoneException">The process has exited or has become another program.</exception>
    public Address? FindAsyncioDebug()
    {
        var images = new PythonImages(Memory, Memory.ReadMaps(), AuxiliaryVector.Of(Memory.Directory).ProgramHeaders);
        return AsyncioDebugSearch.Find(Memory, Memory.Directory, images, Runtime);
    }

    public void Dispose() => Memory.Dispose();

    /// <summary>Finds the runtime and refuses one that cannot be read.</summary>
    /// <exception cref="AttachException">There is none, or it cannot be read.</exception>
    /// <exception cref="UnreadableException">What is there does not fit together.</exception>
    internal static PythonRuntime FindRuntime(IMemory memory, ProcessDirectory directory, MemoryMaps maps)
    {
        var images = new PythonImages(memory, maps, AuxiliaryVector.Of(directory).ProgramHeaders);
        var runtime = new PythonLocator(memory, directory, images).Locate() ?? throw NotPython.Explain(memory, directory, images);
        RefuseUnsupported(images, runtime);
        RefuseUnready(memory, runtime);
        return runtime with { AsyncioDebug = AsyncioDebugSearch.Find(memory, directory, images, runtime) };
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

    private static void RefuseWithoutMemory(ProcessDirectory directory)
    {
        if (!directory.TryStat(out var stat))
            return;
        if (stat.State is 'Z' or 'X')
            throw new AttachException(AttachFailure.NoSuchProcess,
                $"Process {directory.Pid} has exited: it is a zombie that its parent {stat.Parent} has not collected yet.");
        if (stat.IsKernelThread)
            throw new AttachException(AttachFailure.Unsupported,
                $"Process {directory.Pid} ({CommandLine.NameOf(directory)}) is a thread of the kernel, not a Python process; `unjam ps` lists those that can be read.");
    }

    private static void RefuseUnsupported(PythonImages images, PythonRuntime runtime)
    {
        if (KnownVersions.WhyNot(runtime.Version) is { } reason)
            throw new AttachException(AttachFailure.Unsupported, $"Process {runtime.Pid} runs CPython {runtime.Version}, {reason}.");
        if (runtime.IsFreeThreaded)
            throw new AttachException(AttachFailure.Unsupported,
                $"Process {runtime.Pid} runs CPython {runtime.Version} without the GIL (free-threaded), which Unjam cannot read yet: run the service on a build with the GIL.");
        if (!runtime.DescribesItself && DebugBuild.IsOne(images, runtime))
            throw new AttachException(AttachFailure.Unsupported,
                $"Process {runtime.Pid} runs a debug build of CPython {runtime.Version}, whose structures differ: run the service on a release build.");
    }

    private static void RefuseUnready(IMemory memory, PythonRuntime runtime)
    {
        switch (Readiness.Of(memory, runtime))
        {
            case RuntimeState.Starting:
                throw new AttachException(AttachFailure.NotReady,
                    $"The Python of process {runtime.Pid} (CPython {runtime.Version}) is still starting: try again in a moment.");
            case RuntimeState.Finalizing:
                throw new AttachException(AttachFailure.NotReady,
                    $"The Python of process {runtime.Pid} (CPython {runtime.Version}) is shutting down: there is nothing left to diagnose.");
        }
    }

    private static AttachException? Translate(Exception failure, int pid, ProcessDirectory directory) => failure switch
    {
        UnauthorizedAccessException => new AttachException(AttachFailure.PermissionDenied, AccessRefusal.Of(AccessFacts.Read(pid, directory)).Message),
        MemoryGoneException when directory.HasEnded => new AttachException(AttachFailure.NoSuchProcess, $"Process {pid} has exited."),
        MemoryGoneException => new AttachException(AttachFailure.NotReady,
            $"Process {pid} became another program while it was looked at: try again in a moment."),
        UnreadableException unreadable => new AttachException(AttachFailure.NotReady,
            $"The memory of process {pid} does not fit together ({unreadable.Message}): it may just be starting; try again in a moment."),
        _ => null,
    };
}
