namespace Unjam.Diagnosis;

/// <summary>What follows from a pool's history: how long work waits, how long it runs, how much of it there is.</summary>
public static class PoolMeasures
{
    // A fifth more or less in the queue moves the estimate by about a tenth.
    private const int Imbalance = 5;

    extension(PoolHistory history)
    {
        /// <summary>Items that were started during the watch.</summary>
        public int Started =>
            history.IsShared ? Math.Max(0, history.Ended + history.Latest.Busy - history.Basis.Busy)
            : history.QueueTime is { } told ? (int)told.Count
            : history.Waited.Count + history.AtOnce;

        /// <summary>Items completed per second; null when the watch was a single look.</summary>
        public double? Throughput => history.Counted > TimeSpan.Zero ? history.Ended / history.Counted.TotalSeconds : null;

        /// <summary>Items that arrive per second; null when the watch was a single look.</summary>
        public double? ArrivalRate => history.Counted > TimeSpan.Zero ? history.Arrived / history.Counted.TotalSeconds : null;

        /// <summary>
        /// Mean run time of an item; null when none was completed. By Little's law, mean busy workers over completions per second,
        /// unless most runs were seen from start to end: then a short watch tells more by those. Exact where the runtime adds the run times up.
        /// </summary>
        /// <remarks>See <c>IsServiceTimeKnown</c> before it is told to anyone.</remarks>
        public TimeSpan? ServiceTime
        {
            get
            {
                if (history.RunTime?.Mean is { } told)
                    return told;
                var whole = TimeSpan.Zero;
                var count = 0;
                foreach (var run in history.Finished)
                {
                    if (run.Held.IsLowerBound)
                        continue;
                    whole += run.Held.Duration;
                    count++;
                }

                return count > 0 && count * 2 >= Math.Max(history.Ended, history.Finished.Count) ? whole / count
                    : history.Throughput is > 0 and var rate ? TimeSpan.FromSeconds(history.MeanBusy / rate)
                    : null;
            }
        }

        /// <summary>
        /// Whether <c>ServiceTime</c> is good enough to be told: Little's law needs two generations of work, for of the first nobody knows
        /// when it began. Before that it is a guess, good for a first step only.
        /// </summary>
        public bool IsServiceTimeKnown =>
            history.MeanBusy * 2 <= history.Ended
            || ((history.Finished.Count > 0 || history.Ended == 0) && history.Finished.Count(run => !run.Held.IsLowerBound) * 2 >= history.Finished.Count);

        /// <summary>
        /// Mean wait by Little's law, mean queue length over starts per second; null when none was started. It holds for a queue in balance
        /// only: it says nothing about waits that are longer than half of the watch, nor where as much as a fifth of what was started
        /// was added to the queue or taken from it on the whole, as in a short watch of a burst.
        /// </summary>
        public TimeSpan? WaitByLittle =>
            history.Started > 0 && history.MeanQueued * 2 <= history.Started
            && Math.Abs(history.Looks[^1].Queued - history.Basis.Queued) * Imbalance <= history.Started
                ? TimeSpan.FromSeconds(history.MeanQueued * history.Counted.TotalSeconds / history.Started)
                : null;

        /// <summary>How long the oldest item waits at the last look; null when none does.</summary>
        public Held? OldestWait
        {
            get
            {
                if (history.Latest.OldestWait is { } told)
                    return told > TimeSpan.Zero ? new Held(told, history.IsShared, TimeSpan.Zero, false) : null;
                ItemWait? oldest = null;
                foreach (var wait in history.Waiting)
                {
                    if (oldest is not { } known || wait.Estimate > known.Estimate)
                        oldest = wait;
                }

                return oldest?.Held;
            }
        }

        /// <summary>
        /// Queue wait of the work that was started during the watch; null when none was. Measured by identity where most of it was
        /// seen to arrive; else by Little's law, which needs no arrival but a queue in balance; else what its items waited at least.
        /// </summary>
        public QueueWait? Wait
        {
            get
            {
                if (history.QueueTime is { Mean: { } exact } all)
                    return new(exact, TimeSpan.FromTicks(Math.Max(exact.Ticks, LongestTold(history).Ticks)), false, (int)all.Count);
                if (history.Started == 0)
                    return null;
                TimeSpan total = default, within = default, max = default, least = default;
                var known = 0;
                foreach (var wait in history.Waited)
                {
                    max = wait.Estimate > max ? wait.Estimate : max;
                    least += wait.Minimum;
                    if (wait.IsLowerBound)
                        continue;
                    known++;
                    total += wait.Estimate;
                    within += wait.Uncertainty;
                }

                var measured = known + history.AtOnce;
                if (history.IsFollowed && measured > 0 && (history.Waited.Count - known) <= known)
                {
                    within += history.Interval * history.AtOnce;
                    return new(total / measured, max, false, known) { AtOnce = history.AtOnce, Uncertainty = within / measured };
                }

                if (history.WaitByLittle is { } mean)
                    return new(mean, max > mean ? max : mean, true, known) { AtOnce = history.AtOnce, Uncertainty = history.Interval };
                return history is { IsFollowed: true, IsShared: false }
                    ? new(least / history.Started, max, true, known) { AtOnce = history.AtOnce, Uncertainty = history.Interval, IsLowerBound = true }
                    : null;
            }
        }
    }

    private static TimeSpan LongestTold(PoolHistory history)
    {
        TimeSpan longest = default;
        foreach (var look in history.Looks)
            longest = look.OldestWait is { } wait && wait > longest ? wait : longest;
        foreach (var wait in history.Waited)
            longest = wait.Minimum > longest ? wait.Minimum : longest;
        return longest;
    }
}
