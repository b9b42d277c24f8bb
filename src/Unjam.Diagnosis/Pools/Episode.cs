using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A time during which a pool was full and work waited.</summary>
/// <param name="From">The first look that saw it so.</param>
/// <param name="To">The last look that saw it so.</param>
/// <param name="IsFromStart">It was already so at the first look.</param>
/// <param name="IsOver">A later look saw it otherwise.</param>
/// <param name="BusyShare">Mean share of its workers that were busy: they are idle for moments between two items.</param>
/// <param name="MostQueued">The most items that waited at a time.</param>
/// <param name="LongestWait">The longest wait in it that was seen as such: a lower bound.</param>
internal readonly record struct Episode(
    Moment From, Moment To, bool IsFromStart, bool IsOver, double BusyShare, int MostQueued, TimeSpan LongestWait)
{
    public TimeSpan Duration => To - From;

    /// <summary>All such times of a pool, in order.</summary>
    public static List<Episode> Of(PoolHistory history)
    {
        var episodes = new List<Episode>();
        var looks = history.Looks;
        var ended = 0;
        for (var i = 0; i < looks.Count; i++)
        {
            if (!looks[i].IsFull)
                continue;
            var first = i;
            double busy = 0;
            var most = 0;
            TimeSpan told = default;
            for (; i < looks.Count && looks[i].IsFull; i++)
            {
                busy += (double)looks[i].Busy / Math.Max(1, looks[i].Capacity);
                most = Math.Max(most, looks[i].Queued);
                told = looks[i].OldestWait is { } oldest && oldest > told ? oldest : told;
            }

            var over = i < looks.Count;
            var to = looks[i - 1].At;
            var followed = LongestIn(history, looks[first].At, to, over, ref ended);
            episodes.Add(new(looks[first].At, to, first == 0, over, busy / (i - first), most, followed > told ? followed : told));
        }

        return episodes;
    }

    private static TimeSpan LongestIn(PoolHistory history, Moment from, Moment to, bool over, ref int next)
    {
        TimeSpan longest = default;
        for (; next < history.Waited.Count && history.Waited[next].LastSeen <= to; next++)
        {
            if (history.Waited[next].LastSeen >= from && history.Waited[next].Minimum > longest)
                longest = history.Waited[next].Minimum;
        }

        if (over)
            return longest;
        foreach (var wait in history.Waiting)
            longest = wait.Minimum > longest ? wait.Minimum : longest;
        return longest;
    }
}
