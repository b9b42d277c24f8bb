using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>The system calls that Unjam makes. None of them can change another process.</summary>
internal static partial class LibC
{
    public const int OpenPath = 0x20_0000;
    public const int OpenCloseOnExec = 0x8_0000;
    public const int OpenNonBlocking = 0x800;

    private const int CurrentDirectory = -100;
    private const long PidFdOpenNumber = 434;

    [StructLayout(LayoutKind.Sequential)]
    public struct IoVector
    {
        public ulong Start;
        public ulong Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollTarget
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    public static unsafe partial nint ProcessVmReadV(int pid, IoVector* local, nuint localCount, IoVector* remote, nuint remoteCount, nuint flags);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static unsafe partial nint PRead(SafeFileHandle file, byte* into, nuint length, long offset);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static unsafe partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static unsafe partial int OpenAt(SafeFileHandle directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static unsafe partial nint ReadLinkAt(SafeFileHandle directory, byte* path, byte* into, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollTarget* targets, nuint count, int timeoutMilliseconds);

    // By number: the C libraries that .NET still runs on do not all have the wrappers.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint SystemCall(nint number, SafeFileHandle directory, byte* path, nint flags, nint mask, byte* into);

    public static ErrorNumber LastError => (ErrorNumber)Marshal.GetLastPInvokeError();

    /// <summary>Opens a path for reading; the handle is invalid when it fails.</summary>
    public static unsafe SafeFileHandle Open(ReadOnlySpan<byte> terminatedPath, int flags)
    {
        fixed (byte* path = terminatedPath)
            return new SafeFileHandle(OpenAt(CurrentDirectory, path, flags | OpenCloseOnExec, 0), ownsHandle: true);
    }

    /// <summary>Opens a path below an open directory for reading; the handle is invalid when it fails.</summary>
    public static unsafe SafeFileHandle Open(SafeFileHandle directory, ReadOnlySpan<byte> terminatedPath, int flags)
    {
        fixed (byte* path = terminatedPath)
            return new SafeFileHandle(OpenAt(directory, path, flags | OpenCloseOnExec, 0), ownsHandle: true);
    }

    /// <summary>A descriptor that stands for a process and becomes readable when it has ended; invalid when it fails.</summary>
    public static SafeFileHandle OpenProcess(int pid) => new(SystemCall((nint)PidFdOpenNumber, pid, 0), ownsHandle: true);

    /// <summary>Bytes read at an offset, or −1: see <see cref="LastError"/>.</summary>
    public static unsafe nint Read(SafeFileHandle file, Span<byte> into, long offset)
    {
        fixed (byte* start = into)
            return PRead(file, start, (nuint)into.Length, offset);
    }

    /// <summary>Length of a link's text, cut to the room there is, or −1.</summary>
    public static unsafe nint ReadLink(SafeFileHandle directory, ReadOnlySpan<byte> terminatedPath, Span<byte> into)
    {
        fixed (byte* path = terminatedPath)
        fixed (byte* start = into)
            return ReadLinkAt(directory, path, start, (nuint)into.Length);
    }

    /// <summary>Whether a descriptor is readable now.</summary>
    public static unsafe bool IsReadable(SafeFileHandle file)
    {
        var target = new PollTarget { Descriptor = (int)file.DangerousGetHandle(), Events = 1 };
        return Poll(&target, 1, 0) > 0 && target.Returned != 0;
    }

    /// <summary>Asks what a file is; an empty path asks for <paramref name="directory"/> itself.</summary>
    public static unsafe bool TryStatus(SafeFileHandle directory, ReadOnlySpan<byte> terminatedPath, out FileStatus status)
    {
        const int emptyPath = 0x1000;
        const int mask = 0x7ff;
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 291 : 332;
        Span<byte> answer = stackalloc byte[256];
        fixed (byte* path = terminatedPath)
        fixed (byte* start = answer)
        {
            var done = SystemCall(number, directory, path, terminatedPath.Length <= 1 ? emptyPath : 0, mask, start) == 0;
            status = done ? FileStatus.Parse(answer) : default;
            return done;
        }
    }
}
