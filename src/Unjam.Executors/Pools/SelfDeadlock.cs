namespace Unjam.Executors;

/// <summary>Tells when every worker waits and one of them for an item that it submitted itself and that is still queued: it never begins.</summary>
internal sealed class SelfDeadlock(InstrumentedExecutor executor)
{
    private int isTold;

    /// <summary>A worker has waited for long: is it the last that could have run anything?</summary>
    public void Judge()
    {
        // could another thread be started, it has been: work came and nobody was free
        var workers = executor.Crew.Workers;
        if (executor.Crew.Threads < executor.Crew.Max)
            return;
        foreach (var worker in workers)
        {
            if (worker.Thread is not null && worker.Waits.Wait is null)
                return;
        }

        var cursor = default(WorkQueue.Cursor);
        while (executor.Queue.TryRead(ref cursor, out var entry))
        {
            if (entry.Work is IWaiting { IsWaiting: false })
                continue;
            foreach (var worker in workers)
            {
                if (!worker.Waits.HasSubmitted(entry.Serial) || worker.Waits.Wait is not { } wait || !worker.TryRead(out var running, out _))
                    continue;
                if (Interlocked.Exchange(ref isTold, 1) == 0)
                    executor.Journal.SelfDeadlock(executor.Crew.Threads, WorkNames.Of(running.Work).Name, wait.Call, WorkNames.Of(entry.Work).Name);
                return;
            }
        }
    }

    /// <summary>A worker goes on: what comes next is another incident.</summary>
    public void Progressed() => Volatile.Write(ref isTold, 0);
}
