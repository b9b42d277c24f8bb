using System.Runtime.InteropServices;

namespace Unjam.Python.Asyncio;

/// <summary>Linux system calls by which a loop waits for events. Source: arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h (aarch64).</summary>
internal static class SystemCalls
{
    private static readonly long[] EventWaits = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? [22, 441]
        : [232, 281, 441];

    private static readonly long Futex = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;

    /// <summary>epoll_wait, epoll_pwait and epoll_pwait2.</summary>
    public static bool IsEventWait(long number) => Array.IndexOf(EventWaits, number) >= 0;

    public static bool IsFutex(long number) => number == Futex;
}
