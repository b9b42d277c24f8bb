using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One <c>CapacityLimiter</c>, from look to look: how many tokens it has, how many are taken, and who waits for one.</summary>
/// <remarks>
/// Source: CapacityLimiter in anyio/_backends/_asyncio.py 3.x – 4.x: an instance dict, later slots; and in trio/_sync.py: an instance dict.
/// Who waits are the keys of a dict, the oldest first: <c>_wait_queue</c> (AnyIO), <c>_pending_borrowers</c> (trio).
/// </remarks>
internal sealed class LimiterSight
{
    private const int TokensSlot = 0, BorrowersSlot = 1, WaitersSlot = 2;

    private readonly PrefetchedMemory memory;
    private readonly PyObjects objects;
    private readonly SteadyWalk steady;
    private readonly string waiting;
    private readonly ulong[] found = new ulong[PoolLimits.MostListed];
    private ulong[] waiters = [];
    private int listed;
    private Slots? slots;
    private (Address Type, bool IsFloat) tokens;
    private Address setType;
    private (int? Limit, int Borrowed, int Waiting, int Listed) read;

    /// <param name="memory">What it is read from.</param>
    /// <param name="objects">How it is read.</param>
    /// <param name="limiter">Its address.</param>
    /// <param name="waiting">The attribute that keeps who waits.</param>
    public LimiterSight(PrefetchedMemory memory, PyObjects objects, Address limiter, string waiting)
    {
        this.waiting = waiting;
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

    /// <summary>Adds it to the snapshot as a pool, with those that wait for it.</summary>
    /// <param name="into">Where to; its workers have been added.</param>
    /// <param name="kind">Whose limiter it is.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="loop">The loop that hands out its tokens; null where none was read.</param>
    /// <param name="firstWorker">Where its workers begin.</param>
    /// <param name="list">Lists those that wait.</param>
    public void AddTo(Snapshot into, PoolKind kind, string name, Address loop, int firstWorker, Waiters list)
    {
        var firstWaiter = into.Queue.Count;
        list.List(into, Waiters);
        into.Pools.Add(new Pool
        {
            Id = Address.Value,
            Kind = kind,
            Name = name,
            Limit = Limit,
            Workers = new Slice(firstWorker, into.Workers.Count - firstWorker),
            Queued = Waiting,
            Queue = new Slice(firstWaiter, into.Queue.Count - firstWaiter),
            Borrowed = Borrowed,
            Loop = loop.Value,
        });
    }

    /// <summary>Forgets it.</summary>
    public void Drop() => steady.Drop();

    private void Walk()
    {
        slots = objects.Follow(memory, slots, Address, "_total_tokens", "_borrowers", waiting);
        var queue = slots.Value(memory, WaitersSlot);
        var limit = Tokens(slots.Value(memory, TokensSlot));
        var borrowed = objects.SetCount(Set(slots.Value(memory, BorrowersSlot)));
        var count = objects.DictCount(queue);
        read = (limit, borrowed, count, count == 0 ? 0 : objects.OldestKeys(queue, found));
    }

    /// <summary>The same address, when a set is there: what a limiter that has gone left behind is soon something else.</summary>
    private Address Set(Address value)
    {
        var type = objects.TypeOf(value);
        if (type != setType)
        {
            if (TypeName(type) != "set")
                throw new UnreadableException($"the borrowers at {value} are no set");
            setType = type;
        }

        return value;
    }

    private string TypeName(Address type)
    {
        memory.Record(null);
        try
        {
            return objects.TypeName(type);
        }
        finally
        {
            memory.Stop(true);
        }
    }

    /// <summary>An int, or a float that is infinite.</summary>
    private int? Tokens(Address value)
    {
        var type = objects.TypeOf(value);
        if (type != tokens.Type)
            tokens = (type, TypeName(type) == "float");
        if (!tokens.IsFloat)
            return (int)Math.Clamp(objects.Int(value), 0, int.MaxValue);
        var number = objects.Float(value);
        return number is >= 0 and < int.MaxValue ? (int)number : null;
    }
}
