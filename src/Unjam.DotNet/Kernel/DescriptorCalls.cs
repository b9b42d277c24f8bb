using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Unjam.DotNet.Kernel;

/// <summary>System calls whose first argument is a file descriptor. Source: arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h (aarch64).</summary>
internal static class DescriptorCalls
{
    // read and write and their kin, connect, accept, send and receive, fsync, flock, sendfile
    private static readonly FrozenSet<long> Numbers = (RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? [63L, 64, 65, 66, 67, 68, 203, 202, 242, 206, 207, 211, 212, 82, 83, 32, 71]
        : new long[] { 0, 1, 17, 18, 19, 20, 42, 43, 288, 44, 45, 46, 47, 74, 75, 73, 40 }).ToFrozenSet();

    /// <summary>Whether the call with this number takes one.</summary>
    public static bool Takes(long number) => Numbers.Contains(number);
}
