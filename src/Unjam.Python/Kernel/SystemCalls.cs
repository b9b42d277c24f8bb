using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Unjam.Python.Kernel;

/// <summary>The Linux system calls that the reader has to tell apart. Source: arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h (aarch64).</summary>
internal static class SystemCalls
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static readonly FrozenSet<long> EventWaits = (IsArm ? [22L, 441] : new long[] { 232, 281, 441 }).ToFrozenSet();

    private static readonly FrozenSet<long> OnDescriptors = (IsArm
        ? [63L, 64, 65, 66, 67, 68, 203, 202, 242, 206, 207, 211, 212, 82, 83, 32, 71, 22, 441]
        : new long[] { 0, 1, 17, 18, 19, 20, 42, 43, 288, 44, 45, 46, 47, 74, 75, 73, 40, 232, 281, 441 }).ToFrozenSet();

    private static readonly long Futex = IsArm ? 98 : 202;

    /// <summary>epoll_wait, epoll_pwait and epoll_pwait2.</summary>
    public static bool IsEventWait(long number) => EventWaits.Contains(number);

    /// <summary>Calls whose first argument is a file descriptor: read and write and their kin, connect, accept, send and receive, fsync, flock, sendfile, epoll.</summary>
    public static bool TakesDescriptor(long number) => OnDescriptors.Contains(number);

    public static bool IsFutex(long number) => number == Futex;
}
