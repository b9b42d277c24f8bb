using System.Runtime.InteropServices;

namespace Unjam.Executors;

/// <summary>The threads of an executor: who runs, who looks for work, who is parked; when to wake one, start one, let one go.</summary>
/// <remarks>
/// A worker is running, searching or parked; the last two are counted in one word. Who publishes an entry wakes somebody only when nobody searches.
/// No wake-up is lost: a publisher makes its entry visible and then reads the word; a worker changes the word and then looks into the queue (both
/// with a full fence between), so at least one of them sees the other. A searcher that finds work and was the last wakes the next when there is more,
/// hence no entry waits beside a parked worker for longer than a wake-up takes.
/// </remarks>
internal sealed partial class Crew
{
    private const long OneParked = 1;
    private const long OneSearching = 1L << 32;

    private readonly InstrumentedExecutor executor;
    private readonly WorkQueue queue;
    private readonly Interleaving? interleaving;
    private readonly Lock gate = new();
    private readonly List<CrewMember> parked = [];
    private readonly Stack<CrewMember> gone = new();
    private readonly int idleTimeout;
    private CrewMember[] workers = [];
    private Word word;
    private int live;
    private int min;
    private int max;
    private bool attention;
    private bool isClosed;

    public Crew(InstrumentedExecutor executor, WorkQueue queue, int min, int max, TimeSpan idleTimeout, Interleaving? interleaving)
    {
        this.executor = executor;
        this.queue = queue;
        this.interleaving = interleaving;
        this.idleTimeout = (int)Math.Clamp(idleTimeout.TotalMilliseconds, 1, int.MaxValue);
        (this.min, this.max) = (min, max);
    }

    /// <summary>All there ever were, at work or not; each keeps what it counted.</summary>
    public ReadOnlySpan<CrewMember> Workers => Volatile.Read(ref workers);

    public int Threads => Volatile.Read(ref live);

    public int Min => Volatile.Read(ref min);

    public int Max => Volatile.Read(ref max);

    /// <summary>Whether workers have to ask <see cref="MustLeave"/> before they take more.</summary>
    public bool HasOrders => Volatile.Read(ref attention);

    /// <summary>How many workers wait for work.</summary>
    public int Parked => (int)Volatile.Read(ref word.State);

    /// <summary>Starts the threads that stay.</summary>
    public void Start()
    {
        for (var i = Threads; i < Min; i++)
        {
            if (!TryStart(onlyWhenShort: false))
                break;
        }
    }

    /// <summary>An entry was published.</summary>
    public void Published()
    {
        interleaving?.Invoke(Step.Published);
        // the entry must be visible before the word is read; a worker that parks does the same in the other order
        Interlocked.MemoryBarrier();
        var seen = Volatile.Read(ref word.State);
        interleaving?.Invoke(Step.ReadState);
        if (seen < OneSearching && ((int)seen > 0 || Volatile.Read(ref live) < Volatile.Read(ref max)))
            Call();
    }

    /// <summary>Waits for an entry: spins, then parks. False when the worker has to go.</summary>
    public bool Await(CrewMember worker, out Queued entry)
    {
        if (worker.IsSearching || Volatile.Read(ref word.State) < OneSearching)
        {
            if (!worker.IsSearching)
                Interlocked.Add(ref word.State, OneSearching);
            worker.IsSearching = true;
            if (Spin(out entry))
            {
                Found(worker);
                return true;
            }
        }

        while (Park(worker))
        {
            if (queue.TryDequeue(out entry))
            {
                Found(worker);
                return true;
            }

            if (HasOrders && MustLeave(worker))
                break;
        }

        entry = default;
        return false;
    }

    /// <summary>The worker has an entry. Was it the last that searched, it calls the next when there is more to do.</summary>
    public void Found(CrewMember worker)
    {
        if (!worker.IsSearching)
            return;
        worker.IsSearching = false;
        interleaving?.Invoke(Step.Found);
        var now = Interlocked.Add(ref word.State, -OneSearching);
        if (now < OneSearching && !queue.IsEmpty)
            Call();
    }

    /// <summary>Whether the worker has to end, because there are too many or nothing more will come; if so it is no longer counted.</summary>
    public bool MustLeave(CrewMember worker)
    {
        lock (gate)
        {
            if (live <= max && !isClosed)
            {
                attention = false;
                return false;
            }

            Leave(worker);
        }

        return true;
    }

    /// <summary>The worker's thread is about to end.</summary>
    public void Left(CrewMember worker)
    {
        lock (gate)
            gone.Push(worker);
        interleaving?.Invoke(Step.Left);
        // it may have gone while somebody counted on it
        Interlocked.MemoryBarrier();
        if (!queue.IsEmpty)
            Published();
    }

    public void Resize(int fewest, int most)
    {
        lock (gate)
        {
            Volatile.Write(ref min, fewest);
            Volatile.Write(ref max, most);
            Volatile.Write(ref attention, live > most || isClosed);
            WakeAll_NeedsLock();
        }

        Start();
        if (!queue.IsEmpty)
            Published();
    }

    /// <summary>Lets all go once they have run what they run.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Volatile.Write(ref attention, true);
            WakeAll_NeedsLock();
        }
    }

    private bool Spin(out Queued entry)
    {
        // one CPU: whoever could publish waits for this one
        var rounds = Environment.ProcessorCount > 1 ? 30 : 0;
        for (var round = 0; round < rounds && !HasOrders; round++)
        {
            if (queue.TryDequeue(out entry))
                return true;
            Thread.SpinWait(20);
        }

        entry = default;
        return false;
    }

    private bool Park(CrewMember worker)
    {
        interleaving?.Invoke(Step.BeforePark);
        lock (gate)
        {
            parked.Add(worker);
            // a full fence: whoever publishes after this sees a parked worker, what was published before is seen below
            Interlocked.Add(ref word.State, worker.IsSearching ? OneParked - OneSearching : OneParked);
            worker.IsSearching = false;
        }

        interleaving?.Invoke(Step.Parked);
        var looksAgain = interleaving is null || interleaving(Step.LookAgain);
        if ((looksAgain && !queue.IsEmpty) || HasOrders)
        {
            if (!TryUnpark(worker, OneSearching - OneParked))
                worker.WaitForSignal(Timeout.Infinite);
            worker.IsSearching = true;
            return true;
        }

        while (!worker.WaitForSignal(Threads > Min ? idleTimeout : Timeout.Infinite))
        {
            if (TryRetire(worker))
                return false;
        }

        worker.IsSearching = true;
        return true;
    }

    /// <summary>Takes the worker back from those that are parked; false when somebody has called it: then its signal is on the way.</summary>
    private bool TryUnpark(CrewMember worker, long change)
    {
        lock (gate)
        {
            if (!parked.Remove(worker))
                return false;
            Interlocked.Add(ref word.State, change);
            return true;
        }
    }

    private bool TryRetire(CrewMember worker)
    {
        lock (gate)
        {
            if (live <= min || !parked.Remove(worker))
                return false;
            Interlocked.Add(ref word.State, -OneParked);
            live--;
            return true;
        }
    }

    // read by every publisher: on a line of its own
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Word
    {
        [FieldOffset(128)]
        public long State;
    }
}
