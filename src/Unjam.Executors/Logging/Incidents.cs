namespace Unjam.Executors;

/// <summary>Makes one line of many alike: an incident begins with the first and is over when none came for a while.</summary>
internal sealed class Incidents(TimeSpan quiet)
{
    private readonly Lock gate = new();
    private readonly long quiet = Clock.Nanoseconds(quiet);
    private long last = long.MinValue;
    private long untold;

    /// <summary>One more; true when it begins an incident. Then <paramref name="more"/> says how many of the one before were not told.</summary>
    public bool Begins(long now, out long more)
    {
        lock (gate)
        {
            var begins = last == long.MinValue || now - last >= quiet;
            last = now;
            more = begins ? untold : 0;
            untold = begins ? 0 : untold + 1;
            return begins;
        }
    }
}
