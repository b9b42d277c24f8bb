namespace Unjam.DotNet.Nettrace;

/// <summary>
/// Counts events that are missing. Each thread numbers the events it logs from 1 on, whether they find room in the stream or not: a gap
/// is a loss, and so is a number at a sequence point that the thread's events have not reached.
/// </summary>
internal sealed class LostEvents(NettraceLimits limits)
{
    private readonly Dictionary<long, uint> last = [];

    public long Count { get; private set; }

    /// <summary>An event of a thread came.</summary>
    public void Came(long thread, uint number)
    {
        // a thread that begins at 1 again is another one that was given the same id
        if (Follows(thread, out var before) && number != 1)
            Add(number, unchecked(before + 1));
        Keep(thread, number);
    }

    /// <summary>A sequence point says how far a thread has numbered.</summary>
    public void Reached(long thread, uint number)
    {
        if (Follows(thread, out var before))
            Add(number, before);
        Keep(thread, number);
    }

    private void Add(uint number, uint expected)
    {
        // numbers that run backwards are another thread's with the same id, or garbage
        var gap = unchecked((int)(number - expected));
        if (gap > 0)
            Count += gap;
    }

    // a thread that is new has numbered nothing yet
    private bool Follows(long thread, out uint before) => last.TryGetValue(thread, out before) || last.Count < limits.Threads;

    private void Keep(long thread, uint number)
    {
        if (Follows(thread, out _))
            last[thread] = number;
    }
}
