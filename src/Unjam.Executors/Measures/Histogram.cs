using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A distribution that one thread writes and any may read: plain stores, no shared lines.</summary>
internal sealed class Histogram
{
    private readonly long[] counts = new long[LogLinear.Buckets];
    private long sum;
    private long most;
    private double squares;
    private long count;

    /// <summary>How many durations, and all of them together.</summary>
    public TotalTime Total => new(Volatile.Read(ref count), TimeSpan.FromTicks(Volatile.Read(ref sum) / 100));

    /// <summary>Adds a duration in nanoseconds; a clock that went back counts as zero.</summary>
    public void Record(long nanoseconds)
    {
        if (nanoseconds < 0)
            nanoseconds = 0;
        counts[LogLinear.BucketOf(nanoseconds)]++;
        count++;
        sum += nanoseconds;
        squares += (double)nanoseconds * nanoseconds;
        if (nanoseconds > most)
            most = nanoseconds;
    }

    /// <summary>Adds what it holds; a reader beside the writer may miss the newest value in one of the numbers.</summary>
    public void AddTo(Distribution.Sums sums)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++)
            sums.Counts[bucket] += Volatile.Read(ref counts[bucket]);
        sums.Sum += Volatile.Read(ref sum);
        sums.Squares += Volatile.Read(ref squares);
        sums.Most = Math.Max(sums.Most, Volatile.Read(ref most));
    }
}
