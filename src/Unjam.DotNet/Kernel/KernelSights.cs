using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Kernel;

/// <summary>What the kernel says of the target and its threads.</summary>
internal sealed class KernelSights : IDisposable
{
    // threads that are asked in a look that is not for everything: those of loops and pools come first
    private const int MostAsked = 128;

    // a table of sockets may be long: it is read at most this often
    private static readonly TimeSpan SocketsKeep = TimeSpan.FromMilliseconds(250);

    private readonly ProcessDirectory directory;
    private readonly ThreadWitnesses witnesses;
    private readonly SocketPeers peers;
    private readonly ProcessSight process;
    private readonly CgroupSight cgroup;
    private readonly List<int> asked = [];
    private readonly HashSet<int> chosen = [];
    private Moment socketsRead;

    public KernelSights(ProcessDirectory directory, ThreadWitnesses witnesses)
    {
        (this.directory, this.witnesses) = (directory, witnesses);
        peers = new SocketPeers(directory);
        process = new ProcessSight(directory);
        cgroup = CgroupSight.Open(directory);
    }

    /// <summary>Adds the kernel's states to the threads of loops and pools and then to others, or to all; and whether the target can run at all.</summary>
    /// <param name="into">A snapshot that has its threads, loops and pools.</param>
    public void Look(Snapshot into)
    {
        if (process.TryLook(out var status))
            into.State = status.State switch { 'T' => TargetState.Stopped, 't' => TargetState.Traced, _ => TargetState.Running };
        var group = cgroup.Look();
        if (into.State == TargetState.Running && group.IsFrozen)
            into.State = TargetState.Frozen;
        into.Cpus = cgroup.Cpus;
        into.Throttled = group.ThrottledNanoseconds < 0 ? null : Time(group.ThrottledNanoseconds);
        if (into.At - socketsRead > SocketsKeep)
            (peers.MayRead, socketsRead) = (true, into.At);
        Choose(into);
        foreach (var index in asked)
        {
            ref readonly var thread = ref into.Threads[index];
            into.Threads.Replace(index, thread with { Kernel = Read(thread.NativeId) });
        }
    }

    public void Dispose()
    {
        process.Dispose();
        cgroup.Dispose();
    }

    private static TimeSpan Time(long nanoseconds) => new(Math.Max(0, nanoseconds) / 100);

    private KernelState Read(int thread)
    {
        if (thread == 0 || !witnesses.TryLook(thread, out var activity))
            return default;
        var state = new KernelState(
            activity.State, activity.SystemCall, activity.Argument0, Time(activity.OnCpuNanoseconds), Time(activity.RunDelayNanoseconds), false);
        if (!DescriptorCalls.Takes(activity.SystemCall))
            return state;
        var descriptor = directory.ReadLink($"fd/{activity.Argument0}");
        return state with { Descriptor = descriptor, Peer = peers.Of(descriptor) };
    }

    private void Choose(Snapshot into)
    {
        asked.Clear();
        chosen.Clear();
        foreach (ref readonly var loop in into.Loops.Span)
            Add(into, loop.Thread);
        foreach (ref readonly var worker in into.Workers.Span)
            Add(into, worker.Thread);
        for (var index = 0; index < into.Threads.Count; index++)
            Add(into, index);
    }

    private void Add(Snapshot into, int thread)
    {
        if (thread >= 0 && thread < into.Threads.Count && (into.Depth == LookDepth.Everything || asked.Count < MostAsked) && chosen.Add(thread))
            asked.Add(thread);
    }
}
