using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>One thread of a <c>multiprocessing.pool.ThreadPool</c>, from look to look. It counts its items itself, so no two are taken for one.</summary>
internal sealed class ThreadPoolWorker(PrefetchedMemory memory, PyObjects objects, TaskTuples tuples, ulong thread)
{
    private readonly ReadLog log = memory.NewLog();
    private Address ticket;
    private Address number;
    private ulong completed;
    private WorkItem facts;

    /// <summary>What it runs in this look; default when it is idle.</summary>
    public WorkItem Look(in Serving serving)
    {
        if (serving.Ticket == ticket && serving.Number == number && memory.IsUnchanged(log))
            return facts;
        (ticket, number) = (serving.Ticket, serving.Number);
        if (tuples.IsNone(ticket))
        {
            log.Clear();
            return facts = default;
        }

        ReadNumber();
        Describe();
        return facts;
    }

    /// <summary>Forgets the worker.</summary>
    public void Drop() => memory.Drop(log);

    private void ReadNumber()
    {
        memory.Record(log);
        var isWhole = false;
        try
        {
            completed = unchecked((ulong)objects.Int(number));
            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }

    private void Describe()
    {
        var result = Identity.Of(thread, completed);
        if (facts.Id == ticket.Value && facts.Result == result)
            return;
        memory.Record(null);
        memory.IsAfresh = true;
        try
        {
            facts = tuples.Of(ticket) with { Result = result };
        }
        catch (UnreadableException)
        {
            // it has just been taken or finished: its identity is all that is known
            facts = new WorkItem(ticket.Value, result, null);
        }
        finally
        {
            memory.IsAfresh = false;
            memory.Stop(true);
        }
    }
}
