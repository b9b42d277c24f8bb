namespace Unjam.Executors;

internal sealed partial class Crew
{
    /// <summary>Wakes the worker that parked last, or starts one, unless somebody searches by now.</summary>
    private void Call()
    {
        interleaving?.Invoke(Step.BeforeWake);
        CrewMember? woken = null;
        lock (gate)
        {
            if (Volatile.Read(ref word.State) >= OneSearching)
                return;
            if (parked.Count > 0)
            {
                woken = parked[^1];
                parked.RemoveAt(parked.Count - 1);
                Interlocked.Add(ref word.State, OneSearching - OneParked);
            }
        }

        if (woken is not null)
            woken.Signal();
        else
            TryStart(onlyWhenShort: true);
    }

    private bool TryStart(bool onlyWhenShort)
    {
        CrewMember worker;
        lock (gate)
        {
            if (isClosed || live >= (onlyWhenShort ? max : min) || (onlyWhenShort && Volatile.Read(ref word.State) >= OneSearching))
                return false;
            if (!gone.TryPop(out worker!))
            {
                worker = new(executor, workers.Length);
                Volatile.Write(ref workers, [.. workers, worker]);
            }

            live++;
            worker.IsSearching = true;
            Interlocked.Add(ref word.State, OneSearching);
        }

        if (worker.TryStart())
            return true;
        lock (gate)
        {
            Leave(worker);
            gone.Push(worker);
        }

        return false;
    }

    private void Leave(CrewMember worker)
    {
        live--;
        if (worker.IsSearching)
            Interlocked.Add(ref word.State, -OneSearching);
        worker.IsSearching = false;
    }

    private void WakeAll_NeedsLock()
    {
        foreach (var worker in parked)
            worker.Signal();
        Interlocked.Add(ref word.State, parked.Count * (OneSearching - OneParked));
        parked.Clear();
    }
}
