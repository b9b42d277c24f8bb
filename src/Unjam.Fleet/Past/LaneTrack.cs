using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The recent turns of a loop, or items of a worker: a ring that grows as far as there is room for it.</summary>
internal sealed class LaneTrack(ulong thread, ulong of, bool isLoop, string name)
{
    private const int First = 8, Most = 512;

    private Span[] spans = new Span[First];
    private int start;

    public ulong Thread => thread;

    public ulong Of => of;

    public bool IsLoop => isLoop;

    public string Name => name;

    public int Count { get; private set; }

    public int Capacity => spans.Length;

    /// <summary>Takes what a look saw on this lane.</summary>
    /// <param name="previous">The look before: what was not seen then has ended, and what has its identity now is something else.</param>
    /// <param name="room">Spans by which it may grow.</param>
    /// <returns>By how many it grew.</returns>
    public int See(Moment at, Moment previous, ulong what, Moment from, Stack stack, bool isBlock, int room)
    {
        if (Count > 0 && spans[(start + Count - 1) % spans.Length] is var last && last.What == what && last.To == previous)
        {
            spans[(start + Count - 1) % spans.Length].See(at, stack, isBlock);
            return 0;
        }

        var grown = 0;
        if (Count == spans.Length)
            grown = Grow(room);
        if (Count == spans.Length)
        {
            start = (start + 1) % spans.Length;
            Count--;
        }

        spans[(start + Count++) % spans.Length] = new Span(from, at, what, stack, 1, isBlock);
        return grown;
    }

    /// <summary>Drops the spans that ended before a moment.</summary>
    public void Forget(Moment before)
    {
        while (Count > 0 && spans[start].To < before)
        {
            spans[start] = default;
            start = (start + 1) % spans.Length;
            Count--;
        }
    }

    /// <summary>The spans, oldest first.</summary>
    public Span[] Copy()
    {
        var copy = new Span[Count];
        for (var i = 0; i < Count; i++)
            copy[i] = spans[(start + i) % spans.Length];
        return copy;
    }

    private int Grow(int room)
    {
        var more = Math.Min(spans.Length, Most - spans.Length);
        if (more <= 0 || more > room)
            return 0;
        var copy = new Span[spans.Length + more];
        for (var i = 0; i < Count; i++)
            copy[i] = spans[(start + i) % spans.Length];
        (spans, start) = (copy, 0);
        return more;
    }
}
