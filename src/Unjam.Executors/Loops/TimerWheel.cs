using System.Numerics;

namespace Unjam.Executors;

/// <summary>The timers of a loop by the tick they are due at: seven wheels of 64 slots, each slot as wide as a whole turn of the wheel below. Of one thread.</summary>
/// <remarks>Adding and cancelling take constant time, whatever number there is: timeouts are mostly cancelled. A timer moves at most six times, from wide slots into narrow ones.</remarks>
internal sealed class TimerWheel
{
    public const int NoSlot = -1;

    private const int Bits = 6;
    private const int Slots = 1 << Bits;
    private const int Levels = 7;
    private const long Farthest = (1L << (Bits * Levels)) - 1;

    private readonly LoopTimer?[] first = new LoopTimer?[Slots * Levels];
    private readonly LoopTimer?[] last = new LoopTimer?[Slots * Levels];
    private readonly ulong[] occupied = new ulong[Levels];

    // everything before this tick has been taken out
    private long reached;

    /// <summary>How many timers there are.</summary>
    public int Count { get; private set; }

    /// <summary>The tick at which the wheel has to be advanced: that of the earliest timer, or before; <see cref="long.MaxValue"/> without timers.</summary>
    public long Next
    {
        get
        {
            for (var level = 0; level < Levels; level++)
            {
                if (occupied[level] != 0)
                    return Start(level, BitOperations.TrailingZeroCount(occupied[level]));
            }

            return long.MaxValue;
        }
    }

    public void Add(LoopTimer timer)
    {
        Link(timer);
        Count++;
    }

    /// <summary>Takes a timer out, if it is in.</summary>
    public bool Remove(LoopTimer timer)
    {
        if (timer.Slot == NoSlot)
            return false;
        Unlink(timer);
        Count--;
        return true;
    }

    /// <summary>Takes out one timer that is due at a tick, the earliest first; null when none is (left).</summary>
    public LoopTimer? TakeDue(long tick)
    {
        while (Next is var next && next <= tick)
        {
            var level = 0;
            while (occupied[level] == 0)
                level++;
            var slot = (level * Slots) + BitOperations.TrailingZeroCount(occupied[level]);
            if (level == 0)
            {
                var due = first[slot]!;
                Unlink(due);
                Count--;
                return due;
            }

            // every timer of a wide slot moves into a narrower one as the clock reaches the slot
            reached = Math.Max(reached, next);
            while (first[slot] is { } timer)
            {
                Unlink(timer);
                Link(timer);
            }
        }

        if (tick != long.MaxValue)
            reached = Math.Max(reached, tick);
        return null;
    }

    private void Link(LoopTimer timer)
    {
        // what is due already stands in the first slot; the wheels reach 139 years
        var tick = Math.Clamp(timer.Tick, reached, reached | Farthest);
        var level = (63 - BitOperations.LeadingZeroCount((ulong)((tick ^ reached) | (Slots - 1)))) / Bits;
        var index = (int)(tick >> (level * Bits)) & (Slots - 1);
        var slot = (level * Slots) + index;
        timer.Slot = slot;
        timer.Previous = last[slot];
        timer.Next = null;
        if (last[slot] is { } before)
            before.Next = timer;
        else
            first[slot] = timer;
        last[slot] = timer;
        occupied[level] |= 1UL << index;
    }

    private void Unlink(LoopTimer timer)
    {
        var slot = timer.Slot;
        if (timer.Previous is { } before)
            before.Next = timer.Next;
        else
            first[slot] = timer.Next;
        if (timer.Next is { } after)
            after.Previous = timer.Previous;
        else
            last[slot] = timer.Previous;
        if (first[slot] is null)
            occupied[slot / Slots] &= ~(1UL << (slot % Slots));
        timer.Previous = timer.Next = null;
        timer.Slot = NoSlot;
    }

    private long Start(int level, int index)
    {
        var width = level * Bits;
        return (reached >> (width + Bits) << (width + Bits)) | ((long)index << width);
    }
}
