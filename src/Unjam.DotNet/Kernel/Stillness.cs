using Unjam.Model;

namespace Unjam.DotNet.Kernel;

/// <summary>Since when each thread has not been picked to run, as far as looks have seen.</summary>
internal sealed class Stillness(ThreadWitnesses witnesses)
{
    private readonly Dictionary<int, Still> threads = [];
    private readonly Dictionary<int, Still> asked = [];

    /// <summary>Begins a look.</summary>
    public void Begin() => asked.Clear();

    /// <summary>Asks about a thread, once a look.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    /// <param name="now">The moment of the look.</param>
    public Still Of(int thread, Moment now)
    {
        if (asked.TryGetValue(thread, out var known))
            return known;
        var timeslices = witnesses.Timeslices(thread);
        var still = timeslices >= 0 && threads.TryGetValue(thread, out var before) && before.Timeslices == timeslices ? before : new Still(timeslices, now);
        return asked[thread] = threads[thread] = still;
    }

    /// <summary>Forgets threads that are not there any more.</summary>
    public void Tidy(IReadOnlyList<NamedThread> there)
    {
        if (threads.Count <= there.Count)
            return;
        var ids = there.Select(thread => thread.Id).ToHashSet();
        foreach (var thread in threads.Keys)
        {
            if (!ids.Contains(thread))
                threads.Remove(thread);
        }
    }
}
