using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One <c>CapacityLimiter</c>, from look to look: how many tokens it has, how many are taken, and who waits for one.</summary>
/// <remarks>Source: CapacityLimiter in anyio/_backends/_asyncio.py 3.x – 4.x: an instance dict, later slots.</remarks>
internal sealed class LimiterSight
{
    private const int TokensSlot = 0, BorrowersSlot = 1, WaitersSlot = 2;

    private readonly PrefetchedMemory memory;
    private readonly PyObjects objects;
    private readonly SteadyWalk steady;
    private readonly ulong[] found = new ulong[PoolLimits.MostListed];
    private ulong[] waiters = [];
    private int listed;
    private Slots? slots;
    private (Address Type, bool IsFloat) tokens;
    private (int? Limit, int Borrowed, int Waiting, int Listed) read;

    public LimiterSight(PrefetchedMemory memory, PyObjects objects, Address limiter)
    {
        this.memory = memory;
        this.objects = objects;
        Address = PyObjects.Checked(limiter);
        steady = new SteadyWalk(memory, Walk);
    }

    public Address Address { get; }

    /// <summary>How many tokens there are; null when there is no limit.</summary>
    public int? Limit { get; private set; }

    /// <summary>How many are taken.</summary>
    public int Borrowed { get; private set; }

    /// <summary>How many wait for one.</summary>
    public int Waiting { get; private set; }

    /// <summary>Those that have waited longest: tasks, oldest first.</summary>
    public ReadOnlySpan<ulong> Waiters => waiters.AsSpan(0, listed);

    /// <summary>Brings it up to date.</summary>
    /// <exception cref="UnreadableException">It is none, is damaged, or moves too fast: what was there before stays.</exception>
    public void Refresh()
    {
        if (!steady.Refresh())
            return;
        (Limit, Borrowed, Waiting, listed) = read;
        if (waiters.Length < listed)
            waiters = new ulong[listed * 2];
        found.AsSpan(0, listed).CopyTo(waiters);
    }

    /// <summary>Forgets it.</summary>
    public void Drop() => steady.Drop();

    private void Walk()
    {
        slots = objects.Follow(memory, slots, Address, "_total_tokens", "_borrowers", "_wait_queue");
        var waiting = slots.Value(memory, WaitersSlot);
        var limit = Tokens(slots.Value(memory, TokensSlot));
        var borrowed = objects.SetCount(slots.Value(memory, BorrowersSlot));
        var count = objects.DictCount(waiting);
        read = (limit, borrowed, count, count == 0 ? 0 : objects.OldestKeys(waiting, found));
    }

    /// <summary>An int, or a float that is infinite.</summary>
    private int? Tokens(Address value)
    {
        var type = objects.TypeOf(value);
        if (type != tokens.Type)
        {
            memory.Record(null);
            try
            {
                tokens = (type, objects.TypeName(type) == "float");
            }
            finally
            {
                memory.Stop(true);
            }
        }

        if (!tokens.IsFloat)
            return (int)Math.Clamp(objects.Int(value), 0, int.MaxValue);
        var number = objects.Float(value);
        return number is >= 0 and < int.MaxValue ? (int)number : null;
    }
}
