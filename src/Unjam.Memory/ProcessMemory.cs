using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>
/// The memory of a live process, read without stopping it. Batches are read by <c>process_vm_readv</c>, which scatters but
/// goes by the pid and asks for permission at every call; small single reads go through a kept-open <c>/proc/PID/mem</c>, which is
/// bound to the address space and keeps the permission it was opened with. Where one of them is refused, the other does both.
/// </summary>
/// <remarks>
/// A batch may read another process's memory when the pid was used again, or another program's after exec. So call
/// <see cref="EnsureSame"/> after the last batch of a look and before its facts are believed. Safe for several threads; allocates nothing.
/// </remarks>
public sealed class ProcessMemory : IMemory, IDisposable
{
    // The kernel's UIO_MAXIOV.
    private const int MostVectors = 1024;

    // /proc/PID/mem copies page by page: from here on process_vm_readv is faster even for one range.
    private const int SmallRead = 2048;

    private readonly SafeFileHandle memory;
    private readonly SafeFileHandle maps;
    private readonly bool ownsDirectory;
    private volatile bool scatters;

    private ProcessMemory(ProcessDirectory directory, bool ownsDirectory, SafeFileHandle memory, SafeFileHandle maps)
    {
        Directory = directory;
        this.ownsDirectory = ownsDirectory;
        this.memory = memory;
        this.maps = maps;
        scatters = true;
    }

    public int Pid => Directory.Pid;

    /// <summary>The process's <c>/proc</c> directory, which stays open as long as this.</summary>
    public ProcessDirectory Directory { get; }

    /// <summary>How batches are read now.</summary>
    public ReadingMode Mode => !scatters ? ReadingMode.File : memory.IsInvalid ? ReadingMode.Call : ReadingMode.Both;

    /// <summary>Opens everything that later reads need: privileges may be dropped afterwards.</summary>
    /// <exception cref="MemoryGoneException">There is no such process, it is a zombie, or it has no memory of its own (a kernel thread).</exception>
    /// <exception cref="UnauthorizedAccessException">The kernel does not let us read it.</exception>
    public static ProcessMemory Open(int pid)
    {
        var directory = ProcessDirectory.Open(pid);
        try
        {
            return Open(directory, ownsDirectory: true);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Open(int)"/>, for a process whose directory is already open; the directory stays the caller's.</summary>
    public static ProcessMemory Open(ProcessDirectory directory) => Open(directory, ownsDirectory: false);

    /// <inheritdoc/>
    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        long length = 0;
        foreach (var range in ranges)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(range.Length, nameof(ranges));
            length += range.Length;
        }

        if (length > into.Length)
            throw new ArgumentException("the ranges do not fit", nameof(into));
        return scatters && (ranges.Length != 1 || length > SmallRead || memory.IsInvalid)
            ? Scatter(ranges, into)
            : ReadEach(ranges, into);
    }

    /// <summary>
    /// Makes sure that the address space which was opened still lives, so that all reads before were reads of it. One system call on the
    /// kept-open file, below one microsecond: a file of a dead address space reads as empty, and as an error or a byte otherwise.
    /// </summary>
    /// <exception cref="MemoryGoneException">The process has exited or has become another program.</exception>
    public void EnsureSame()
    {
        if (IsSame())
            return;
        // while a process exits it has no memory any more, and no program either
        throw new MemoryGoneException(Directory.HasEnded || Directory.ReadLink("exe") is null
            ? $"process {Pid} has exited"
            : $"process {Pid} has become another program");
    }

    /// <summary>Whether <see cref="EnsureSame"/> would be content.</summary>
    public bool IsSame()
    {
        // Nothing needs to be mapped at the address: unmapped is an error, which only a living address space can give.
        Span<byte> one = stackalloc byte[1];
        return LibC.Read(memory.IsInvalid ? maps : memory, one, 0) != 0;
    }

    /// <summary>The mappings of the address space as they are now, from a file opened with it.</summary>
    /// <exception cref="MemoryGoneException">The process has exited or has become another program.</exception>
    public MemoryMaps ReadMaps()
    {
        var mappings = MemoryMaps.Parse(WholeFile.Read(maps, MemoryMaps.MostBytes));
        EnsureSame();
        return mappings;
    }

    public void Dispose()
    {
        memory.Dispose();
        maps.Dispose();
        if (ownsDirectory)
            Directory.Dispose();
    }

    private static ProcessMemory Open(ProcessDirectory directory, bool ownsDirectory)
    {
        if (directory.HasEnded)
            throw new MemoryGoneException($"process {directory.Pid} has exited");
        var memory = directory.OpenFile("mem");
        var maps = directory.OpenFile("maps");
        if (maps.IsInvalid)
        {
            var failure = directory.Failure(LibC.LastError, "maps");
            memory.Dispose();
            throw failure;
        }

        var opened = new ProcessMemory(directory, ownsDirectory, memory, maps);
        try
        {
            opened.EnsureSame();
            opened.EnsureReadable();
        }
        catch
        {
            memory.Dispose();
            maps.Dispose();
            throw;
        }

        return opened;
    }

    private static bool IsAddressable(MemoryRange range)
        => range.Start.Value <= long.MaxValue && range.Start.Value + (ulong)range.Length <= long.MaxValue;

    /// <summary>Without the file, a call must show that we may read at all.</summary>
    private void EnsureReadable()
    {
        if (!memory.IsInvalid)
            return;
        var first = new MemoryRange(ReadMaps().First.Start, 1);
        Span<byte> one = stackalloc byte[1];
        Read(new ReadOnlySpan<MemoryRange>(in first), one);
    }

    [SkipLocalsInit]
    private unsafe int Scatter(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        var remote = stackalloc LibC.IoVector[Math.Min(ranges.Length, MostVectors)];
        var whole = 0;
        var done = 0;
        fixed (byte* start = into)
        {
            while (whole < ranges.Length)
            {
                var count = 0;
                var wanted = 0;
                while (count < MostVectors && whole + count < ranges.Length && IsAddressable(ranges[whole + count]))
                {
                    var range = ranges[whole + count];
                    remote[count].Start = range.Start.Value;
                    remote[count++].Length = (ulong)range.Length;
                    wanted += range.Length;
                }

                if (count == 0)
                    return whole;
                var local = new LibC.IoVector { Start = (ulong)(start + done), Length = (ulong)wanted };
                var got = LibC.ProcessVmReadV(Pid, &local, 1, remote, (nuint)count, 0);
                if (got < 0)
                    return whole + AfterFailure(LibC.LastError, ranges[whole..], into[done..]);
                if (got < wanted)
                    return whole + Complete(ranges[whole..], got);
                whole += count;
                done += wanted;
            }
        }

        return whole;
    }

    /// <summary>How many leading ranges a cut transfer has filled.</summary>
    private static int Complete(ReadOnlySpan<MemoryRange> ranges, nint bytes)
    {
        var whole = 0;
        while (bytes >= ranges[whole].Length)
            bytes -= ranges[whole++].Length;
        return whole;
    }

    private int AfterFailure(ErrorNumber error, ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        // A dying process gives any of these errors: ask the file, which knows, before one is believed.
        EnsureSame();
        if (error == ErrorNumber.BadAddress)
            return 0;
        if (memory.IsInvalid)
        {
            throw error is ErrorNumber.NotPermitted or ErrorNumber.NotImplemented
                ? new UnauthorizedAccessException($"the memory of process {Pid} may not be read")
                : new MemoryGoneException($"the memory of process {Pid} cannot be read any more (error {(int)error})");
        }

        // Refused (dropped privileges, a system-call filter), or the first thread has ended and others live on: the file still serves.
        if (error != ErrorNumber.OutOfMemory)
            scatters = false;
        return ReadEach(ranges, into);
    }

    private int ReadEach(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        for (var whole = 0; whole < ranges.Length; whole++)
        {
            var range = ranges[whole];
            if (!IsAddressable(range) || !TryReadFile(range, into[..range.Length]))
                return whole;
            into = into[range.Length..];
        }

        return ranges.Length;
    }

    private bool TryReadFile(MemoryRange range, Span<byte> into)
    {
        var got = LibC.Read(memory, into, (long)range.Start.Value);
        if (got == 0)
            EnsureSame();
        return got == into.Length;
    }
}
