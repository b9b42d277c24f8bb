using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>One point a second of the last quarter of an hour, as columns of numbers: a target's past costs some ten kilobytes a loop or pool.</summary>
internal sealed class PointRing
{
    public const int Seconds = 900;

    private const int Fields = 4;

    private readonly float[]?[] loops;
    private readonly float[]?[] pools;
    private readonly LoopTally?[] loopOf = new LoopTally?[TargetTally.MostLoops];
    private readonly PoolTally?[] poolOf = new PoolTally?[TargetTally.MostPools];
    private readonly long[] seconds;
    private long now = long.MinValue;

    public PointRing()
    {
        loops = new float[TargetTally.MostLoops][];
        pools = new float[TargetTally.MostPools][];
        seconds = new long[Seconds];
        Array.Fill(seconds, long.MinValue);
    }

    private PointRing(PointRing other)
    {
        loops = [.. other.loops.Select(column => (float[]?)column?.Clone())];
        pools = [.. other.pools.Select(column => (float[]?)column?.Clone())];
        seconds = (long[])other.seconds.Clone();
        loopOf = [.. other.loopOf];
        poolOf = [.. other.poolOf];
        now = other.now;
    }

    /// <summary>What it holds now, to be read while looks go on.</summary>
    public PointRing Copy() => new(this);

    /// <summary>Takes what a look brought.</summary>
    public void See(TargetTally tally)
    {
        var at = tally.LastSeen;
        var second = at.Nanoseconds / 1_000_000_000;
        if (second != now)
            Begin(second);
        var from = (int)(second % Seconds) * Fields;
        foreach (var loop in tally.Loops)
        {
            if (loop.LastSeen != at)
                continue;
            if (loopOf[loop.Slot] != loop)
                (loopOf[loop.Slot], loops[loop.Slot]) = (loop, NewColumn());
            var cell = loops[loop.Slot].AsSpan(from, Fields);
            cell[0] = Most(cell[0], (float)loop.Lag.TotalSeconds);
            cell[1] = (float)loop.Blocked.TotalSeconds;
            cell[2] = loop.Ready is { } ready ? Most(cell[2], ready) : cell[2];
        }

        foreach (var pool in tally.Pools)
        {
            if (pool.LastSeen != at)
                continue;
            if (poolOf[pool.Slot] != pool)
                (poolOf[pool.Slot], pools[pool.Slot]) = (pool, NewColumn());
            var cell = pools[pool.Slot].AsSpan(from, Fields);
            cell[0] = Most(cell[0], pool.Taken);
            cell[1] = pool.Limit ?? float.NaN;
            cell[2] = Most(cell[2], pool.Queued);
            cell[3] = Most(cell[3], (float)pool.OldestWait.TotalSeconds);
        }
    }

    /// <summary>The points, oldest first.</summary>
    /// <param name="since">Points that end at this time or before are left out.</param>
    public ImmutableArray<HistoryPoint> Points(WallClock clock, DateTimeOffset since)
    {
        var points = ImmutableArray.CreateBuilder<HistoryPoint>();
        for (var second = now - Seconds + 1; now != long.MinValue && second <= now; second++)
        {
            var index = (int)(((second % Seconds) + Seconds) % Seconds);
            if (seconds[index] != second)
                continue;
            var end = clock.At(new Moment((second + 1) * 1_000_000_000));
            if (end > since)
                points.Add(new(end, LoopsAt(index * Fields), PoolsAt(index * Fields)));
        }

        return points.ToImmutable();
    }

    private ImmutableArray<LoopPoint> LoopsAt(int from)
    {
        var points = ImmutableArray.CreateBuilder<LoopPoint>();
        for (var slot = 0; slot < loops.Length; slot++)
        {
            if (loops[slot] is { } column && loopOf[slot] is { } loop && !float.IsNaN(column[from]))
                points.Add(new(loop.Id, Time(column[from]), Time(column[from + 1]), Whole(column[from + 2])));
        }

        return points.DrainToImmutable();
    }

    private ImmutableArray<PoolPoint> PoolsAt(int from)
    {
        var points = ImmutableArray.CreateBuilder<PoolPoint>();
        for (var slot = 0; slot < pools.Length; slot++)
        {
            if (pools[slot] is { } column && poolOf[slot] is { } pool && !float.IsNaN(column[from]))
                points.Add(new(pool.Id, Whole(column[from]) ?? 0, Whole(column[from + 1]), Whole(column[from + 2]) ?? 0, Time(column[from + 3])));
        }

        return points.DrainToImmutable();
    }

    private void Begin(long second)
    {
        now = second;
        var index = (int)(second % Seconds);
        seconds[index] = second;
        foreach (var column in loops)
            column?.AsSpan(index * Fields, Fields).Fill(float.NaN);
        foreach (var column in pools)
            column?.AsSpan(index * Fields, Fields).Fill(float.NaN);
    }

    private static float[] NewColumn()
    {
        var column = new float[Seconds * Fields];
        Array.Fill(column, float.NaN);
        return column;
    }

    private static float Most(float known, float seen) => float.IsNaN(known) || seen > known ? seen : known;

    private static TimeSpan Time(float seconds) => TimeSpan.FromSeconds(seconds);

    private static int? Whole(float number) => float.IsNaN(number) ? null : (int)number;
}
