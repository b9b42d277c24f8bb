using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>What the kernel of a 64-bit PC says of threads.</summary>
internal static class Kernels
{
    public static KernelState Polling { get; } = In(232, 3);

    /// <summary>In time.sleep: clock_nanosleep by CLOCK_MONOTONIC.</summary>
    public static KernelState Sleeping { get; } = In(230, 1);

    /// <summary>In a sleep inside a call into C: clock_nanosleep by CLOCK_REALTIME, as usleep does.</summary>
    public static KernelState SleepingInC { get; } = In(230, 0);

    public static KernelState ForGil { get; } = In(202, 0x7f00) with { WaitsForGil = true };

    public static KernelState In(long call, ulong argument = 0, string? descriptor = null) =>
        new('S', call, argument, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.1), false) { Descriptor = descriptor };

    /// <summary>Running, having been on a CPU for so long.</summary>
    public static KernelState Running(TimeSpan onCpu, TimeSpan runDelay = default) => new('R', -1, 0, onCpu, runDelay, false);
}
