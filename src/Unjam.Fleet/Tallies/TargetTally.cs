using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>All numbers of one target: takes every look, whatever it was taken for, and allocates nothing while nothing new appears.</summary>
internal sealed class TargetTally(TargetKey key, string target, FleetOptions options, Instruments instruments, WallClock clock)
{
    public const int MostLoops = 8, MostPools = 24;

    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(500);

    // What has not been seen for so long has ended: a look may miss a loop or a pool that it could not read.
    private static readonly TimeSpan Ended = TimeSpan.FromSeconds(10);

    private readonly List<LoopTally> loops = new(MostLoops);
    private readonly List<PoolTally> pools = new(MostPools);
    private readonly Histogram lookDuration = new(Buckets.Look);
    private readonly LateShare gil = new();
    private readonly KeyValuePair<string, object?>[] tags = Instruments.Tags(key, target);
    private long grid = long.MinValue;
    private long ok, degraded, failed;

    public List<LoopTally> Loops => loops;

    public List<PoolTally> Pools => pools;

    public LookCounts Looks => new(ok, degraded, failed);

    public HistogramView LookDuration => lookDuration.View();

    public double? GilWaitRatio => gil.Value;

    public Moment LastSeen { get; private set; }

    /// <summary>Time between the last two looks.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>Loops and pools of the last look for which there was no room.</summary>
    public int Beyond { get; private set; }

    /// <summary>Takes a look.</summary>
    /// <param name="took">How long it took.</param>
    public void See(Snapshot look, TimeSpan took)
    {
        lookDuration.Add(took.TotalSeconds);
        instruments.LookDuration.Record(took.TotalSeconds, tags);
        Since = LastSeen == default ? TimeSpan.Zero : look.At - LastSeen;
        LastSeen = look.At;
        if (look.IsFailed)
        {
            failed++;
            return;
        }

        (ok, degraded) = look.Gaps.Count > 0 ? (ok, degraded + 1) : (ok + 1, degraded);
        var line = look.At.Nanoseconds / (Grid.Ticks * 100);
        var isOnGrid = line != grid;
        grid = line;
        Beyond = 0;
        for (var i = 0; i < look.Loops.Count; i++)
        {
            ref readonly var loop = ref look.Loops[i];
            (LoopOf(loop) ?? Begin(look, loop))?.See(look, loop, isOnGrid, instruments, clock);
        }

        for (var i = 0; i < look.Pools.Count; i++)
        {
            ref readonly var pool = ref look.Pools[i];
            (PoolOf(pool) ?? Begin(look, pool))?.See(look, pool, instruments);
        }

        SeeGil(look);
    }

    /// <summary>Whether a loop or pool is still there, as far as the last looks tell.</summary>
    public bool IsThere(Moment lastSeen) => LastSeen - lastSeen < Ended;

    /// <summary>The loop that a finding is about; null when it is about none that is counted.</summary>
    public LoopTally? Named(string subject)
    {
        foreach (var loop in loops)
        {
            if (loop.Name == subject)
                return loop;
        }

        return null;
    }

    public LoopTally? LoopOf(in Loop loop)
    {
        foreach (var tally in loops)
        {
            if (tally.Id == loop.Id)
                return tally;
        }

        return null;
    }

    public PoolTally? PoolOf(in Pool pool)
    {
        foreach (var tally in pools)
        {
            if (tally.Id == pool.Id)
                return tally;
        }

        return null;
    }

    private LoopTally? Begin(Snapshot look, in Loop loop)
    {
        var name = loop.Name is { Length: > 0 } own ? own : loop.Thread >= 0 && loop.Thread < look.Threads.Count && look.Threads[loop.Thread].Name is { Length: > 0 } thread
            ? thread : FormattableString.Invariant($"loop {loops.Count + 1}");
        var number = 1;
        for (var wanted = name; loops.Find(known => known.Name == wanted) is { } holder; wanted = FormattableString.Invariant($"{name} ({++number})"))
        {
            // a program may begin one loop after the other: they are one loop to whoever reads the numbers
            if (holder.LastSeen != look.At && IsAbsent(look, holder.Id))
                return holder;
        }

        var slot = FreeSlot(loops, each => each.Slot, each => each.LastSeen, MostLoops);
        if (slot < 0)
        {
            Beyond++;
            return null;
        }

        loops.RemoveAll(each => each.Slot == slot);
        var unique = number == 1 ? name : FormattableString.Invariant($"{name} ({number})");
        var tally = new LoopTally(unique, slot, new StallCounts(options.CountCulprits, options.MaxCulprits), Instruments.Tags(key, target, "loop", unique));
        loops.Add(tally);
        return tally;
    }

    private PoolTally? Begin(Snapshot look, in Pool pool)
    {
        var name = pool.Name;
        var number = 1;
        for (var wanted = name; pools.Find(known => known.Name == wanted) is { } holder; wanted = FormattableString.Invariant($"{name} ({++number})"))
        {
            if (holder.LastSeen != look.At && IsAbsentPool(look, holder.Id))
                return holder;
        }

        var slot = FreeSlot(pools, each => each.Slot, each => each.LastSeen, MostPools);
        if (slot < 0)
        {
            Beyond++;
            return null;
        }

        pools.RemoveAll(each => each.Slot == slot);
        var unique = number == 1 ? name : FormattableString.Invariant($"{name} ({number})");
        var tally = new PoolTally(unique, slot, Instruments.Tags(key, target, "pool", unique));
        pools.Add(tally);
        return tally;
    }

    private static bool IsAbsent(Snapshot look, ulong loop)
    {
        foreach (ref readonly var row in look.Loops.Span)
        {
            if (row.Id == loop)
                return false;
        }

        return true;
    }

    private static bool IsAbsentPool(Snapshot look, ulong pool)
    {
        foreach (ref readonly var row in look.Pools.Span)
        {
            if (row.Id == pool)
                return false;
        }

        return true;
    }

    /// <summary>A slot that nobody has, else that of who ended first; −1 when all are there.</summary>
    private int FreeSlot<T>(List<T> taken, Func<T, int> slotOf, Func<T, Moment> lastSeen, int most)
    {
        if (taken.Count < most)
            return Enumerable.Range(0, most).First(slot => !taken.Exists(each => slotOf(each) == slot));
        var first = taken.MinBy(lastSeen)!;
        return IsThere(lastSeen(first)) ? -1 : slotOf(first);
    }

    private void SeeGil(Snapshot look)
    {
        if (look.Depth < LookDepth.Kernel)
            return;
        var waits = false;
        foreach (ref readonly var thread in look.Threads.Span)
            waits |= thread.Kernel.WaitsForGil;
        gil.See(look.At, waits);
    }
}
