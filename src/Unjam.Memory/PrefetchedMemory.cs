namespace Unjam.Memory;

/// <summary>
/// Serves walks from ranges that one batch brought in at the start of a look, and falls through to the target for the rest.
/// It learns: what the walks of one look read is brought in for the next. So walks stay naive and looks stay fast.
/// </summary>
/// <param name="target">The memory of the target.</param>
public sealed class PrefetchedMemory(IMemory target) : IMemory
{
    /// <summary>What a single read costs besides its bytes, in bytes of the budget.</summary>
    private const int ReadCost = 64;

    /// <summary>A miss costs about as much as planning ten ranges anew.</summary>
    private const int MissesPerPlannedRange = 10;

    private readonly List<ReadLog> logs = [];
    private readonly ReadPlan plan = new();
    private readonly List<MemoryRange> brackets = [];
    private MemoryRange[] batch = [];
    private MemoryRange[] wanted = [];
    private byte[] arena = [];
    private byte[] confirmation = [];
    private bool[] isRead = [];
    private int around;
    private int bracketsInBatch;
    private bool isAllRead;
    private bool areBracketsRead;
    private readonly Stack<ReadLog?> outer = [];
    private ReadLog? recording;
    private int misses;
    private bool isStale;
    private long spent;

    /// <summary>Most bytes that the walks of one look may read besides the batch; more ends a walk with <see cref="UnreadableException"/>.</summary>
    public long Budget { get; set; } = 16 << 20;

    /// <summary>Whether reads go past the batch, because what it brought in has changed since.</summary>
    public bool IsAfresh { get; set; }

    /// <summary>The memory of the target itself, for a read that must be fresh.</summary>
    public IMemory Target => target;

    /// <summary>Reads that fell through to the target since the last <see cref="Prefetch"/>.</summary>
    public int Misses { get; private set; }

    /// <summary>The ranges that the next batch brings in, without the brackets.</summary>
    public ReadOnlySpan<MemoryRange> Plan => plan.Ranges;

    /// <summary>A log whose ranges are brought in by every batch from the next plan on.</summary>
    public ReadLog NewLog()
    {
        var log = new ReadLog();
        logs.Add(log);
        return log;
    }

    /// <summary>Ends what <see cref="NewLog"/> began.</summary>
    public void Drop(ReadLog log)
    {
        logs.Remove(log);
        isStale = true;
    }

    /// <summary>Has a range read first and last in every batch, so that what did not change between could be told. Returns its number.</summary>
    public int Bracket(MemoryRange range)
    {
        var at = brackets.IndexOf(range);
        if (at >= 0)
            return at;
        brackets.Add(range);
        isStale = true;
        return brackets.Count - 1;
    }

    /// <summary>Whether the last batch had this bracket and could read it: one that was asked for during a look is there from the next look on.</summary>
    public bool IsBracketed(int bracket) => bracket < bracketsInBatch && areBracketsRead;

    /// <summary>The bytes of a bracket before the batch.</summary>
    public ReadOnlySpan<byte> Before(int bracket) => arena.AsSpan(BracketPlace(bracket), brackets[bracket].Length);

    /// <summary>The bytes of a bracket after the batch.</summary>
    public ReadOnlySpan<byte> After(int bracket) => arena.AsSpan(around + plan.Length + BracketPlace(bracket), brackets[bracket].Length);

    /// <summary>Begins a look: brings in everything that the last looks needed, in one batch.</summary>
    public void Prefetch()
    {
        outer.Clear();
        recording = null;
        IsAfresh = false;
        spent = 0;
        Misses = 0;
        if (isStale || misses * MissesPerPlannedRange > plan.Count + logs.Count)
            Replan();
        isAllRead = target.Read(batch, arena) == batch.Length;
        areBracketsRead = true;
        if (!isAllRead)
            ReadWhatCanBe();
    }

    /// <summary>Begins to note in a log what is read; whatever was noted in it before is forgotten. Walks within walks note for themselves.</summary>
    /// <param name="log">Null: what is read until <see cref="Stop"/> is not noted at all.</param>
    public void Record(ReadLog? log)
    {
        outer.Push(recording);
        log?.Clear();
        recording = log;
    }

    /// <summary>Ends what the last <see cref="Record"/> began.</summary>
    /// <param name="isWhole">The walk came to its end: the log may be relied on.</param>
    public void Stop(bool isWhole)
    {
        if (recording is { } log)
            log.IsWhole = isWhole;
        recording = outer.Count > 0 ? outer.Pop() : null;
    }

    /// <summary>Whether everything that a whole walk has read is in the batch, unchanged.</summary>
    public bool IsUnchanged(ReadLog log)
    {
        if (!log.IsWhole)
            return false;
        var places = log.Places;
        var ranges = log.Ranges;
        var rest = log.AllBytes;
        for (var i = 0; i < places.Length; i++)
        {
            var length = ranges[i].Length;
            if (places[i] < 0 || !IsRead(places[i]) || !arena.AsSpan(around + places[i], length).SequenceEqual(rest[..length]))
                return false;
            rest = rest[length..];
        }

        log.IsOfOneBatch = true;
        return true;
    }

    /// <summary>Reads everything of a log once more, in one batch between the brackets, and says whether it is unchanged.</summary>
    /// <param name="before">Receives the bytes of the bracket before.</param>
    /// <param name="after">Receives the bytes of the bracket after.</param>
    public bool Confirm(ReadLog log, int bracket, Span<byte> before, Span<byte> after)
    {
        var guard = brackets[bracket];
        var count = log.Count + 2;
        var length = log.AllBytes.Length + (2 * guard.Length);
        if (wanted.Length < count)
            wanted = new MemoryRange[count * 2];
        if (confirmation.Length < length)
            confirmation = new byte[length * 2];
        wanted[0] = guard;
        log.Ranges.CopyTo(wanted.AsSpan(1));
        wanted[count - 1] = guard;
        if (target.Read(wanted.AsSpan(0, count), confirmation) != count)
            return false;
        confirmation.AsSpan(0, guard.Length).CopyTo(before);
        confirmation.AsSpan(length - guard.Length, guard.Length).CopyTo(after);
        return confirmation.AsSpan(guard.Length, log.AllBytes.Length).SequenceEqual(log.AllBytes);
    }

    /// <summary>Whether everything of a log still is in the target as it was read, looked up in one batch.</summary>
    public bool Holds(ReadLog log)
    {
        var bytes = log.AllBytes;
        if (confirmation.Length < bytes.Length)
            confirmation = new byte[bytes.Length * 2];
        return log.IsWhole && target.Read(log.Ranges, confirmation) == log.Count && confirmation.AsSpan(0, bytes.Length).SequenceEqual(bytes);
    }

    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = ranges[i];
            if (range.End < range.Start)
                return i; // beyond the end of the address space
            var destination = into[..range.Length];
            var place = plan.Place(range);
            if (place >= 0 && !IsAfresh && IsRead(place))
            {
                arena.AsSpan(around + place, range.Length).CopyTo(destination);
            }
            else
            {
                Misses++;
                misses++;
                spent += range.Length + ReadCost;
                if (spent > Budget)
                    throw new UnreadableException("the look needs more reads than it may make");
                if (target.Read(ranges.Slice(i, 1), destination) != 1)
                    return i;
                if (recording is not null)
                    recording.IsOfOneBatch = false;
            }

            recording?.Add(range, destination, place);
            into = into[range.Length..];
        }

        return ranges.Length;
    }

    private bool IsRead(int place) => isAllRead || isRead[plan.Index(place)];

    /// <summary>Reads around the ranges that have gone, and plans anew at the next look.</summary>
    private void ReadWhatCanBe()
    {
        isStale = true;
        var (next, place) = (0, 0);
        while (next < batch.Length)
        {
            var read = target.Read(batch.AsSpan(next), arena.AsSpan(place));
            for (var i = next; i <= Math.Min(next + read, batch.Length - 1); i++)
            {
                var planned = i - bracketsInBatch;
                if (planned >= 0 && planned < plan.Count)
                    isRead[planned] = i < next + read;
                else
                    areBracketsRead &= i < next + read;
                place += batch[i].Length;
            }

            next += read + 1;
        }
    }

    private int BracketPlace(int bracket)
    {
        var place = 0;
        for (var i = 0; i < bracket; i++)
            place += brackets[i].Length;
        return place;
    }

    private void Replan()
    {
        isStale = false;
        misses = 0;
        var count = 0;
        foreach (var log in logs)
            count += log.Count;
        if (wanted.Length < count)
            wanted = new MemoryRange[count * 2];
        count = 0;
        foreach (var log in logs)
        {
            log.Ranges.CopyTo(wanted.AsSpan(count));
            count += log.Count;
        }

        plan.Build(wanted.AsSpan(0, count));
        bracketsInBatch = brackets.Count;
        around = BracketPlace(brackets.Count);
        batch = new MemoryRange[plan.Count + (2 * brackets.Count)];
        brackets.CopyTo(batch);
        plan.Ranges.CopyTo(batch.AsSpan(brackets.Count));
        brackets.CopyTo(batch, brackets.Count + plan.Count);
        arena = new byte[plan.Length + (2 * around)];
        isRead = new bool[plan.Count];
        foreach (var log in logs)
        {
            var ranges = log.Ranges;
            var places = log.Places;
            for (var i = 0; i < ranges.Length; i++)
                places[i] = plan.Place(ranges[i]);
        }
    }
}
