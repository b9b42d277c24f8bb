namespace Unjam.Fleet;

/// <summary>Keeps the CPU that all of Unjam uses below a share of one core: when it is used up, looks become rarer, the frequent ones first.</summary>
/// <param name="cpu">CPU time that Unjam has used so far.</param>
internal sealed class Governor(double maxCpu, Func<TimeSpan> cpu, TimeProvider time)
{
    // Beginnings are dear (attaching, compiling, a closer look at everything) and rare: the bound holds for the average of a minute.
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(1);

    // Beyond this a target is hardly watched at all, and CPU is used elsewhere.
    private const double Slowest = 256;

    // Looks that only make numbers better leave this part of the bound to those that find out what is wrong.
    private const double ForNumbers = 0.6;

    private const int MostRounds = 4;

    // Two attach at a time: each reads some files, and this machine belongs to others.
    private const int MostAttaching = 2;

    // Closer looks remember their snapshots: together within this, a few within what one may need at most.
    private const long ForAllBursts = 24 << 20, MostForOne = 3 << 20, LeastForOne = 600 << 10;

    private long measured = time.GetTimestamp();
    private TimeSpan used = cpu();
    private TimeSpan credit = Over * maxCpu;
    private double slowness = 1;
    private double thrift = 1;
    private double share;
    private int rounds, attaching, bursts;

    /// <summary>How many times rarer than wanted the most frequent looks are: 1 when the bound is not reached.</summary>
    public double Slowness => Volatile.Read(ref slowness);

    /// <summary>How many times rarer than wanted those looks are that only make numbers better: they give way before the bound is reached.</summary>
    public double Thrift => Volatile.Read(ref thrift);

    /// <summary>Share of one core that was used lately.</summary>
    public double Share => Volatile.Read(ref share);

    /// <summary>CPU time used since the beginning of Unjam.</summary>
    public TimeSpan Used => cpu();

    /// <summary>Bytes that one more closer look may remember.</summary>
    public long RoomForBurst => Math.Clamp(ForAllBursts / Math.Max(1, Volatile.Read(ref bursts)), LeastForOne, MostForOne);

    /// <summary>Measures what was used since the last time; once a second or so.</summary>
    public void Measure()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(measured, now);
        if (elapsed <= TimeSpan.Zero)
            return;
        var total = cpu();
        var last = (total - used) / elapsed;
        (measured, used) = (now, total);
        var weight = Math.Min(1, elapsed / TimeSpan.FromSeconds(5));
        Volatile.Write(ref share, share + ((last - share) * weight));
        credit += elapsed * (maxCpu - last);
        credit = credit > Over * maxCpu ? Over * maxCpu : credit < -Over * maxCpu ? -Over * maxCpu : credit;
        var next = credit < TimeSpan.Zero && last > maxCpu * 0.9 ? slowness * Math.Clamp(last / maxCpu, 1.1, 2)
            : last < maxCpu * 0.8 ? slowness * 0.8
            : slowness;
        Volatile.Write(ref thrift, Math.Clamp(thrift * (last > maxCpu * ForNumbers ? 1.3 : 0.9), 1, Slowest));
        Volatile.Write(ref slowness, Math.Clamp(next, 1, Slowest));
    }

    /// <summary>Stretches an interval that is wanted: the frequent looks become as rare as the calm ones before these become rarer too.</summary>
    public TimeSpan Stretch(TimeSpan wanted, TimeSpan calm, TimeSpan shortest)
    {
        var factor = Slowness;
        if (factor <= 1)
            return wanted;
        var stretched = wanted * factor;
        var calmest = calm * Math.Max(1, factor / Math.Max(1, calm / shortest));
        return stretched > calmest ? calmest : stretched;
    }

    /// <summary>Asks for a closer look that nothing gave reason for: a few at a time, and one while more is used than may be on average. Nothing waits for it.</summary>
    public bool TryBeginRound() => TryTake(ref rounds, Share <= maxCpu ? MostRounds : 1);

    public void EndRound() => Interlocked.Decrement(ref rounds);

    public bool TryBeginAttach() => TryTake(ref attaching, MostAttaching);

    public void EndAttach() => Interlocked.Decrement(ref attaching);

    public void BeginBurst() => Interlocked.Increment(ref bursts);

    public void EndBurst() => Interlocked.Decrement(ref bursts);

    private static bool TryTake(ref int taken, int most)
    {
        if (Interlocked.Increment(ref taken) <= most)
            return true;
        Interlocked.Decrement(ref taken);
        return false;
    }
}
