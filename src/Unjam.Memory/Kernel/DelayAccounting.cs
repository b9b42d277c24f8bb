namespace Unjam.Memory;

/// <summary>Whether the kernel counts how long threads wait for block devices. It does not by default (since 5.14): <c>kernel.task_delayacct</c>.</summary>
internal static class DelayAccounting
{
    public static bool IsOn
    {
        get
        {
            using var file = LibC.Open("/proc/sys/kernel/task_delayacct\0"u8, LibC.OpenNonBlocking);
            Span<byte> text = stackalloc byte[8];
            return !file.IsInvalid && LibC.Read(file, text, 0) > 0 && text[0] == (byte)'1';
        }
    }
}
