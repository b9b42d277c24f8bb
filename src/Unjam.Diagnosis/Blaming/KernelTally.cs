using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What the kernel said of one thread over several looks.</summary>
internal sealed class KernelTally(SystemCalls calls)
{
    private readonly Dictionary<(SystemCall Call, ulong Argument, string? Descriptor, string? Peer), int> waits = [];
    private KernelState first;
    private KernelState last;
    private Moment from;
    private Moment to;

    /// <summary>Looks in which the kernel was asked and answered.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks in which the thread waited for its interpreter's lock.</summary>
    public int WaitsForGil { get; private set; }

    /// <summary>Looks in which it ran or was ready to.</summary>
    public int Runnable { get; private set; }

    /// <summary>Looks in which it waited for a disk (state D).</summary>
    public int InDisk { get; private set; }

    /// <summary>Looks in which its system call was readable.</summary>
    public int Readable { get; private set; }

    /// <summary>Time between the first and the last of these looks.</summary>
    public TimeSpan Span => Looks < 2 ? TimeSpan.Zero : to - from;

    /// <summary>Time on a CPU between the first and the last of these looks.</summary>
    public TimeSpan OnCpu => Looks < 2 ? TimeSpan.Zero : last.OnCpu - first.OnCpu;

    /// <summary>Time it waited for a CPU, as far as the kernel has credited it.</summary>
    public TimeSpan RunDelay => Looks < 2 ? TimeSpan.Zero : last.RunDelay - first.RunDelay;

    /// <summary>Whether the kernel keeps <see cref="OnCpu"/>: a thread that has run at all was on a CPU.</summary>
    public bool HasCpuTimes => last.OnCpu > TimeSpan.Zero;

    public double GilShare => Share(WaitsForGil);

    public double RunnableShare => Share(Runnable);

    /// <summary>Whether it computes: of the looks in which it did not wait for the lock it ran in most, or it was on a CPU half of the time.</summary>
    public bool IsOnCpu =>
        Looks > WaitsForGil && (Runnable * 2 >= Looks - WaitsForGil || (HasCpuTimes && Span > TimeSpan.Zero && OnCpu >= Span / 2));

    /// <summary>Whether it surely computes, however often it was ready to run: it was on a CPU half of the time, where that is known.</summary>
    public bool IsSurelyOnCpu => HasCpuTimes && Span > TimeSpan.Zero ? OnCpu >= Span / 2 : IsOnCpu;

    public void Add(Moment at, in KernelState state)
    {
        if (!state.IsKnown)
            return;
        if (Looks++ == 0)
            (first, from) = (state, at);
        (last, to) = (state, at);
        if (state.SystemCall != -2)
            Readable++;
        if (state.WaitsForGil)
        {
            WaitsForGil++;
            return;
        }

        if (state.State == 'R')
            Runnable++;
        else if (state.State == 'D')
            InDisk++;
        if (state.SystemCall >= 0 && calls.Of(state.SystemCall) is { } call)
        {
            var key = (call, state.Argument0, state.Descriptor, state.Peer);
            waits[key] = waits.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>The system call it was in most often, and in how many looks; null when it was in none.</summary>
    public (SystemCall Call, ulong Argument, string? Descriptor, string? Peer, int Looks)? Wait
    {
        get
        {
            (SystemCall, ulong, string?, string?, int Looks)? most = null;
            foreach (var (key, count) in waits)
            {
                if (most is not { } known || count > known.Looks)
                    most = (key.Call, key.Argument, key.Descriptor, key.Peer, count);
            }

            return most;
        }
    }

    private double Share(int looks) => Looks == 0 ? 0 : (double)looks / Looks;
}
