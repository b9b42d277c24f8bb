namespace Unjam.Diagnosis;

/// <summary>Says in a sentence what the kernel said of a thread.</summary>
internal static class KernelWords
{
    /// <summary>A sentence about a thread that is held; null when the kernel was not asked.</summary>
    public static string? Of(string thread, KernelTally kernel, string cause)
    {
        if (kernel.Looks == 0)
            return null;
        var looks = $"{Wording.Count(kernel.Looks, "look")} at the kernel";
        if (kernel.IsOnCpu)
        {
            return kernel.HasCpuTimes && kernel.Span > TimeSpan.Zero
                ? $"Thread {thread} computes: {Wording.Of(kernel.OnCpu)} on a CPU in {Wording.Of(kernel.Span)}."
                : $"Thread {thread} computes: it was running in {kernel.Runnable} of {looks}.";
        }

        if (kernel.Wait is not { } wait)
            return kernel.InDisk > 0 ? $"Thread {thread} waits for a disk (state D) in {kernel.InDisk} of {looks}." : null;
        var on = wait.Descriptor is { } descriptor
            ? FormattableString.Invariant($" on descriptor {wait.Argument} ({Wording.Short(wait.Peer is { } peer ? $"{descriptor} to {peer}" : descriptor, 80)})")
            : "";
        var verb = cause == Cause.Sleep ? "sleeps" : "waits";
        return $"Thread {thread} {verb} in the system call {wait.Call.Name}{on} in {wait.Looks} of {looks}.";
    }
}
