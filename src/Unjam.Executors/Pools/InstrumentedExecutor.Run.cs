using Microsoft.Extensions.Logging;

namespace Unjam.Executors;

public sealed partial class InstrumentedExecutor
{
    /// <summary>Runs a work object; what it throws is told to the log, for nobody waits for it.</summary>
    internal Outcome RunWork(IWork work)
    {
        try
        {
            work.Run();
            return Outcome.Completed;
        }
        catch (Exception e)
        {
            Journal.Unobserved(WorkNames.Of(work).Name, e);
            return Outcome.Failed;
        }
    }

    /// <summary>An item has left its worker, and was counted.</summary>
    /// <returns>Whether that took time: something was logged.</returns>
    internal bool Ended(object work, Outcome outcome, long queued, long ran)
    {
        if (stage != Stage.Open)
            JudgeDrained();
        var isSlow = ran >= slow;
        if (!isSlow && !Journal.TellsItems)
            return false;
        if (isSlow)
            Journal.Slow(work, queued, ran);
        if (Journal.TellsItems)
            Journal.Item(work, outcome, queued, ran);
        return true;
    }

    /// <summary>An item that was suspended has ended.</summary>
    internal void CountResumed(Outcome outcome)
    {
        counters.Resume(outcome);
        JudgeDrained();
    }

    private ValueTask RunHere(IWork work)
    {
        RunHere(work, null);
        return default;
    }

    private void RunHere(object work, IItem? item)
    {
        counters.BeginCaller();
        var began = Clock.Now();
        var outcome = item is null ? RunWork((IWork)work) : item.Run(null);
        var ran = Clock.Now() - began;
        counters.EndCaller(outcome, ran);
        Meters.Record(0, ran);
        item?.Conclude(outcome);
        Ended(work, outcome, 0, ran);
    }
}
