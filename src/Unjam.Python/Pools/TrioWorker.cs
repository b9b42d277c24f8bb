using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One worker thread of trio, from look to look.</summary>
/// <remarks>
/// Source: WorkerThread in trio/_core/_thread_cache.py. Addresses of jobs are used again at once; the name of the placeholder that borrowed
/// the token has a number that is given once, so both together tell a job from all others.
/// </remarks>
internal sealed class TrioWorker(PrefetchedMemory memory, PyObjects objects, Closures closures, TrioCalls calls, TrioTasks tasks)
{
    private readonly ReadLog log = memory.NewLog();
    private Slots? placeholder;
    private Serving current;
    private TrioCall? call;
    private WorkItem facts;
    private (ulong Item, Address Task) read;
    private Address task;
    private Address none;
    private bool isCallerRead;
    private bool isTorn;

    /// <summary>The limiter whose token it holds; a null address when it holds none that is known.</summary>
    public Address Limiter { get; private set; }

    /// <summary>What it runs in this look; default when it is idle, or runs what took no token.</summary>
    /// <exception cref="UnreadableException">Its job is damaged.</exception>
    public WorkItem Look(in Serving serving, LookDepth depth)
    {
        var isSame = serving.Owner == current.Owner && serving.Ticket == current.Ticket && serving.Called == current.Called;
        current = serving;
        // a result is there: it is being handed over
        if (serving.Landmark != Landmark.TrioJob || serving.Ticket.IsNull || !serving.Number.IsNull)
        {
            Limiter = Address.Null;
            current = default;
            return default;
        }

        if (!isSame || isTorn || !memory.IsUnchanged(log))
            Refresh(isSame);
        if (depth >= LookDepth.Kernel && !isCallerRead)
            ReadCaller();
        return facts;
    }

    /// <summary>Forgets the worker.</summary>
    public void Drop() => memory.Drop(log);

    private void Refresh(bool isSame)
    {
        memory.Record(null);
        // the job may be younger than the batch
        memory.IsAfresh = true;
        try
        {
            call = calls.Of(current.Ticket, current.Called);
            Read();
            Describe();
            isTorn = false;
        }
        catch (UnreadableException) when (!isSame || !isTorn)
        {
            // it has most likely just ended: what it was is not known, and it is asked again at the next look
            (isTorn, facts, Limiter) = (true, default, Address.Null);
        }
        finally
        {
            memory.IsAfresh = false;
            memory.Stop(true);
        }
    }

    /// <summary>Reads what tells the job from others and who waits for it, and nothing else: while that is unchanged, all else is.</summary>
    private void Read()
    {
        memory.Record(log);
        var isWhole = false;
        try
        {
            calls.Identify(current.Ticket);
            if (call is { } known)
                read = ReadJob(known);
            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }

    private (ulong Item, Address Task) ReadJob(in TrioCall known)
    {
        if (closures.At(current.Ticket, known.ReportIn) != known.Report)
            throw new UnreadableException("a job of trio's was replaced while it was read");
        placeholder = objects.Follow(memory, placeholder, closures.At(known.Report, known.Placeholder), "name");
        var number = Hash(placeholder.Value(memory, 0));
        var register = closures.At(known.Report, known.Register);
        objects.Size(register, 1);
        return (Identity.Of(current.Ticket.Value, number), objects.Memory.Pointer(objects.ListItems(register)));
    }

    private void Describe()
    {
        if (call is not { } known)
        {
            (facts, Limiter) = (default, Address.Null);
            return;
        }

        Limiter = known.Limiter;
        var waits = read.Task != none;
        if (waits && objects.TypeName(objects.TypeOf(read.Task)) == "NoneType")
            (none, waits) = (read.Task, false);
        if (read.Item != facts.Result)
        {
            (task, isCallerRead) = (waits ? read.Task : Address.Null, !waits);
            facts = new WorkItem(waits ? read.Task.Value : read.Item, read.Item, known.Function);
        }

        if (!waits && facts.Caller is not { IsCancelled: true })
            facts = facts with { Caller = (facts.Caller ?? new Caller("", null, false)) with { IsCancelled = true } };
    }

    private void ReadCaller()
    {
        isCallerRead = true;
        if (task.IsNull || facts.Id != task.Value)
            return;
        memory.Record(null);
        try
        {
            facts = facts with { Caller = tasks.Of(task).Caller };
        }
        catch (UnreadableException)
        {
            // the task has gone meanwhile: who waited is not known
            facts = facts with { Caller = null };
        }
        finally
        {
            memory.Stop(true);
        }
    }

    /// <summary>A number for the characters of a short name.</summary>
    private ulong Hash(Address name)
    {
        var (data, length, kind) = objects.StringData(name);
        Span<byte> text = stackalloc byte[64];
        if (data.IsNull || kind != 1 || length > text.Length)
            throw new UnreadableException($"no placeholder's name at {name}");
        text = text[..(int)length];
        objects.Memory.Bytes(data, text);
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }
}
