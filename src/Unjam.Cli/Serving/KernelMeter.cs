using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Cli.Serving;

/// <summary>What the kernel counts for a process, in the words of the model.</summary>
internal sealed class KernelMeter(ProcessMeterSight sight) : IProcessMeter, IDisposable
{
    public ProcessNumbers? Read() => sight.TryRead(out var counts)
        ? new ProcessNumbers(counts.Cpu, counts.ResidentBytes, counts.Threads, counts.IoWait, counts.VoluntarySwitches, counts.InvoluntarySwitches)
        : null;

    public void Dispose() => sight.Dispose();
}
