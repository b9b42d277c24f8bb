using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>
/// <c>/proc/PID</c> of one process, kept open. What is read through it is that process's or nothing: when the PID is
/// used again, the directory stays bound to the process that had it first. It does not notice exec.
/// </summary>
public sealed class ProcessDirectory : IDisposable
{
    private readonly SafeFileHandle directory;
    private readonly SafeFileHandle process;

    private ProcessDirectory(int pid, SafeFileHandle directory, SafeFileHandle process)
    {
        Pid = pid;
        this.directory = directory;
        this.process = process;
    }

    public int Pid { get; }

    /// <summary>Whether the process has ended, reaped or not. Where the kernel has no process descriptors, whether its <c>/proc</c> entry is empty.</summary>
    public bool HasEnded => process.IsInvalid
        ? !TryStat(out var stat) || stat.State is 'Z' or 'X'
        : LibC.IsReadable(process);

    /// <exception cref="MemoryGoneException">There is no such process, or the number is that of a thread.</exception>
    /// <exception cref="UnauthorizedAccessException">The process exists, but <c>/proc</c> is mounted so that it is hidden from us.</exception>
    public static ProcessDirectory Open(int pid)
    {
        if (pid <= 0)
            throw new MemoryGoneException($"there is no process {pid}");

        // The descriptor comes first: both name the same process if the first has not ended when the second is open.
        var process = LibC.OpenProcess(pid);
        var isGone = process.IsInvalid && LibC.LastError is (ErrorNumber.NoSuchProcess or ErrorNumber.NoSuchFile or ErrorNumber.InvalidArgument);
        if (!isGone)
        {
            var directory = LibC.Open(Encoding.UTF8.GetBytes($"/proc/{pid}\0"), LibC.OpenPath);
            // with hidepid=2 the name opens as a place, but it is nothing to ask about
            if (!directory.IsInvalid && LibC.TryStatus(directory, "\0"u8, out _))
                return new ProcessDirectory(pid, directory, process);
            directory.Dispose();
            if (!process.IsInvalid && !LibC.IsReadable(process))
            {
                process.Dispose();
                throw new UnauthorizedAccessException($"/proc/{pid} is hidden");
            }
        }

        process.Dispose();
        throw new MemoryGoneException($"there is no process {pid}");
    }

    /// <summary>Reads a file of the directory from its start: as much as fits.</summary>
    /// <returns>The bytes read; none when it cannot be opened or read.</returns>
    public ReadOnlySpan<byte> Read(string name, Span<byte> into)
    {
        using var file = OpenFile(name);
        return into[..ReadFrom(file, into)];
    }

    /// <summary>Reads a whole file of the directory.</summary>
    /// <param name="name">Its path below the directory.</param>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    /// <exception cref="MemoryGoneException">It is not there any more.</exception>
    public byte[] ReadAll(string name, int limit)
    {
        using var file = OpenFile(name);
        if (file.IsInvalid)
            throw Failure(LibC.LastError, name);
        return WholeFile.Read(file, limit);
    }

    /// <summary>The text of a symbolic link such as <c>exe</c> or <c>fd/7</c>; null when it cannot be read.</summary>
    public string? ReadLink(string name)
    {
        Span<byte> text = stackalloc byte[4096];
        var length = (int)LibC.ReadLink(directory, Encoding.UTF8.GetBytes(name + '\0'), text);
        return length < 0 ? null : Encoding.UTF8.GetString(text[..length]);
    }

    /// <summary>What <c>stat</c> says of the process; false when it is gone.</summary>
    public bool TryStat(out ProcessStat stat)
    {
        Span<byte> text = stackalloc byte[1024];
        return ProcessStat.TryParse(Read("stat", text), out stat);
    }

    /// <summary>The numbers of its threads, as seen from here; none when it has ended.</summary>
    public IReadOnlyList<int> Threads()
    {
        var threads = new List<int>();
        try
        {
            // through our own descriptor: the path would lead to another process when the pid was used again
            foreach (var path in Directory.EnumerateDirectories($"/proc/self/fd/{directory.DangerousGetHandle()}/task"))
            {
                if (int.TryParse(Path.GetFileName(path.AsSpan()), out var thread))
                    threads.Add(thread);
            }
        }
        catch (IOException)
        {
            return []; // it has ended
        }

        return threads;
    }

    /// <summary>The name of a thread (<c>comm</c>, at most 15 bytes); null when it has ended.</summary>
    public string? ThreadName(int thread)
    {
        Span<byte> name = stackalloc byte[64];
        var text = Read($"task/{thread}/comm", name);
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text.TrimEnd((byte)'\n'));
    }

    /// <summary>Which file a link of the directory leads to (<c>exe</c>, <c>root</c>, <c>ns/pid</c>); null when we may not know.</summary>
    public FileIdentity? Identify(string name)
        => LibC.TryStatus(directory, Encoding.UTF8.GetBytes(name + '\0'), out var status) ? status.Identity : null;

    /// <summary>The user whom the kernel gives its <c>/proc</c> files: its effective one, but root when it is not dumpable. Null when we may not know.</summary>
    public uint? Owner => LibC.TryStatus(directory, "mem\0"u8, out var status) ? status.UserId : null;

    public void Dispose()
    {
        directory.Dispose();
        process.Dispose();
    }

    /// <summary>Opens a file below the directory for reading, without waiting for anything; the handle is invalid when it fails.</summary>
    internal SafeFileHandle OpenFile(string name, int flags = LibC.OpenNonBlocking)
        => LibC.Open(directory, Encoding.UTF8.GetBytes(name + '\0'), flags);

    internal Exception Failure(ErrorNumber error, string name) => error switch
    {
        ErrorNumber.NotPermitted or ErrorNumber.AccessDenied => new UnauthorizedAccessException($"/proc/{Pid}/{name} may not be read"),
        _ => new MemoryGoneException($"process {Pid} has ended"),
    };

    private static int ReadFrom(SafeFileHandle file, Span<byte> into)
    {
        if (file.IsInvalid)
            return 0;
        var whole = 0;
        while (whole < into.Length)
        {
            var count = (int)LibC.Read(file, into[whole..], whole);
            if (count <= 0)
                break;
            whole += count;
        }

        return whole;
    }
}
