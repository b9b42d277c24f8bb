using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Kernel;

/// <summary>What the kernel says of the target and its threads.</summary>
internal sealed class KernelSights : IDisposable
{
    /// <summary>Threads that are asked in a look that is not for everything: those of loops come first.</summary>
    private const int MostAsked = 128;

    /// <summary>Bytes from a lock's struct that its mutexes and conditions cover: 32 of words, then two of each (48 + 40).</summary>
    private const ulong GilLength = 256;

    /// <summary>A table of sockets may be long: it is read at most this often.</summary>
    private static readonly TimeSpan SocketsKeep = TimeSpan.FromMilliseconds(250);

    private readonly ProcessDirectory directory;
    private readonly SocketPeers peers;
    private Moment socketsRead;
    private readonly ThreadSights threads;
    private readonly ProcessSight process;
    private readonly CgroupSight cgroup;
    private readonly NativeIds natives;
    private readonly List<int> asked = [];

    public KernelSights(ProcessDirectory directory, Layout layout, IMemory target)
    {
        this.directory = directory;
        peers = new SocketPeers(directory);
        threads = new ThreadSights(directory);
        process = new ProcessSight(directory);
        cgroup = CgroupSight.Open(directory);
        natives = new NativeIds(layout, target, new ThreadNumbers(directory));
    }

    /// <summary>The kernel's number of a thread as seen from here; 0 when unknown.</summary>
    /// <param name="ident">Its pthread_t.</param>
    /// <param name="inner">Its number in the target's own namespace, where the runtime keeps it.</param>
    public int NativeId(ulong ident, int inner) => natives.Of(ident, inner);

    /// <summary>Follows a change of the list of threads.</summary>
    public void Follow(IEnumerable<ulong> idents)
    {
        natives.Learn(idents);
        threads.Tidy();
    }

    /// <summary>Whether a thread sleeps now.</summary>
    public SleepWitness Witness(int thread) =>
        threads.TryLook(thread, out var activity) ? new SleepWitness(activity.State is 'S' or 'D', activity.Timeslices) : default;

    /// <summary>The kernel's state of a thread; unknown when it has ended.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    /// <param name="gil">The lock of its interpreter.</param>
    /// <param name="withDescriptor">Also say what the descriptor is that its system call works on.</param>
    public KernelState Read(int thread, Address gil, bool withDescriptor)
    {
        if (thread == 0 || !threads.TryLook(thread, out var activity))
            return default;
        var waits = SystemCalls.IsFutex(activity.SystemCall) && activity.Argument0 - gil.Value < GilLength;
        var state = new KernelState(
            activity.State, activity.SystemCall, activity.Argument0, Time(activity.OnCpuNanoseconds), Time(activity.RunDelayNanoseconds), waits);
        if (!withDescriptor || !SystemCalls.TakesDescriptor(activity.SystemCall))
            return state;
        var descriptor = directory.ReadLink($"fd/{activity.Argument0}");
        return state with { Descriptor = descriptor, Peer = peers.Of(descriptor) };
    }

    /// <summary>Adds the kernel's states to the threads of loops and pools, or to all; and whether the target can run at all.</summary>
    /// <param name="into">A snapshot that has its threads, loops and pools.</param>
    /// <param name="locks">For each thread of the snapshot the lock of its interpreter.</param>
    public void Look(Snapshot into, List<Address> locks)
    {
        if (process.TryLook(out var status))
            into.State = status.State switch { 'T' => TargetState.Stopped, 't' => TargetState.Traced, _ => TargetState.Running };
        var group = cgroup.Look();
        if (into.State == TargetState.Running && group.IsFrozen)
            into.State = TargetState.Frozen;
        into.Cpus = cgroup.Cpus;
        if (into.At - socketsRead > SocketsKeep)
            (peers.MayRead, socketsRead) = (true, into.At);
        into.Throttled = group.ThrottledNanoseconds < 0 ? null : Time(group.ThrottledNanoseconds);
        Choose(into);
        foreach (var i in asked)
        {
            ref readonly var thread = ref into.Threads[i];
            var isLoop = IsLoop(into, i);
            var state = Read(thread.NativeId, locks[i], isLoop || into.Depth == LookDepth.Everything);
            into.Threads.Replace(i, thread with { Kernel = state });
        }
    }

    public void Dispose()
    {
        threads.Dispose();
        process.Dispose();
        cgroup.Dispose();
    }

    private static TimeSpan Time(long nanoseconds) => new(Math.Max(0, nanoseconds) / 100);

    private static bool IsLoop(Snapshot into, int thread)
    {
        foreach (ref readonly var loop in into.Loops.Span)
            if (loop.Thread == thread)
                return true;
        return false;
    }

    private void Choose(Snapshot into)
    {
        asked.Clear();
        if (into.Depth == LookDepth.Everything)
        {
            asked.AddRange(Enumerable.Range(0, into.Threads.Count));
            return;
        }

        foreach (ref readonly var loop in into.Loops.Span)
            asked.Add(loop.Thread);
        foreach (ref readonly var worker in into.Workers.Span)
            if (worker.IsBusy && asked.Count < MostAsked)
                asked.Add(worker.Thread);
        for (var i = 0; i < into.Threads.Count && asked.Count < MostAsked; i++)
            if (into.Threads[i].HoldsGil && !asked.Contains(i))
                asked.Add(i);
    }
}
