using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What one look told of the threads of a pool whose items have no identity: by their stacks where these were read, else by the kernel.</summary>
/// <param name="Listed">Threads that were listed.</param>
/// <param name="Working">Threads whose stack shows work.</param>
/// <param name="Idle">Threads whose stack shows none.</param>
/// <param name="Awaiting">Threads whose stack shows that they wait for a task.</param>
internal readonly record struct WorkersSeen(int Listed, int Working, int Idle, int Awaiting)
{
    private int Waiting { get; init; }

    /// <summary>Threads whose stack was not read.</summary>
    private int Unread => Listed - Working - Idle;

    /// <summary>Of these, threads that the kernel was asked about.</summary>
    private int Asked { get; init; }

    /// <summary>Of these again, threads that did not run.</summary>
    private int Asleep { get; init; }

    /// <summary>Whether the kernel was asked about any of the threads.</summary>
    public bool IsByKernel { get; private init; }

    public static WorkersSeen Of(Snapshot look, in Pool pool, StackWork stacks)
    {
        int working = 0, idle = 0, waiting = 0, awaiting = 0, asked = 0, asleep = 0, listed = 0;
        var byKernel = false;
        foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
        {
            if (worker.Thread < 0 || worker.Thread >= look.Threads.Count)
                continue;
            listed++;
            ref readonly var thread = ref look.Threads.Span[worker.Thread];
            byKernel |= thread.Kernel.IsKnown;
            var sleeps = thread.Kernel.IsKnown && thread.Kernel.State != 'R';
            if (stacks.Of(thread) is not { } told)
            {
                asked += thread.Kernel.IsKnown ? 1 : 0;
                asleep += sleeps ? 1 : 0;
            }
            else if (told.Works)
            {
                working++;
                waiting += thread.Kernel.IsKnown ? (sleeps ? 1 : 0) : told.IsWait ? 1 : 0;
                awaiting += told.AwaitsTask || thread.Wait.Kind == WaitKind.Result ? 1 : 0;
            }
            else
            {
                idle++;
            }
        }

        return new(listed, working, idle, awaiting) { Waiting = waiting, Asked = asked, Asleep = asleep, IsByKernel = byKernel };
    }

    /// <summary>How many have work: as counted; else all but those that show none while work waits, else as many as before. Stacks correct either.</summary>
    public int Busy(int? counted, int queued, int before) =>
        Listed == 0 ? counted ?? before : Math.Max(Working, Math.Min(Listed - Idle, counted ?? (queued > 0 ? Listed : before)));

    /// <summary>How many of those with work wait for something; null when this look does not tell. Which of the sleeping ones have work is seen by their stacks only.</summary>
    public double? Blocked(int busy)
    {
        if (Listed == 0)
            return null;
        var unreadBusy = Math.Clamp(busy - Working, 0, Unread);
        if (unreadBusy == 0)
            return Working > 0 || IsByKernel ? Waiting : null;
        if (Asked == 0)
            return null;
        var asleep = (double)Asleep / Asked * Unread;
        return Waiting + Math.Clamp(asleep - (Unread - unreadBusy), 0, unreadBusy);
    }
}
