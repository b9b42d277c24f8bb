using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>When all managed threads stood still, and for whom (GC keyword 0x1, Informational).</summary>
/// <remarks>Not thread-safe. The thread that stops the others need not be the one that lets them run again, and a stream is in order only within a thread.</remarks>
public sealed class Suspensions
{
    private const int MostPending = 32;
    private const int MostFound = 64;

    // begins and ends that have no partner yet, by time
    private readonly List<Mark> pending = [];

    // when those began that were found last
    private readonly Queue<Moment> found = new();

    /// <summary>Those of the collector.</summary>
    public SuspensionTotal Collector { get; private set; }

    /// <summary>All others, those of the sampler among them.</summary>
    public SuspensionTotal Other { get; private set; }

    /// <summary>When the one began that has not ended; null when threads run.</summary>
    public Moment? Open => pending is [.., { IsBegin: true } last] ? last.At : null;

    /// <summary>Takes the begin or the end of a suspension; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known == KnownEvent.Suspending && Suspending.TryRead(happened.Payload, out var suspending))
            Add(new Mark(happened.At, true, suspending.IsCollector));
        else if (happened.Type.Known == KnownEvent.Resumed)
            Add(new Mark(happened.At, false, false));
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        pending.Clear();
        found.Clear();
        (Collector, Other) = (default, default);
    }

    private void Add(Mark mark)
    {
        var at = pending.Count;
        while (at > 0 && pending[at - 1].At > mark.At)
            at--;
        pending.Insert(at, mark);

        // there is only one at a time: a begin and the end that follows it belong together
        var begin = mark.IsBegin ? at : at - 1;
        if (begin >= 0 && begin + 1 < pending.Count && pending[begin].IsBegin && !pending[begin + 1].IsBegin)
        {
            Found(pending[begin], pending[begin + 1].At);
            pending.RemoveRange(begin, 2);
        }
        else if (pending.Count > MostPending)
        {
            // its partner was lost
            pending.RemoveAt(0);
        }
    }

    private void Found(Mark begin, Moment end)
    {
        // another one between these two: the end of the one and the begin of the other were lost
        foreach (var other in found)
        {
            if (other > begin.At && other < end)
                return;
        }

        if (found.Count == MostFound)
            found.Dequeue();
        found.Enqueue(begin.At);
        if (begin.IsCollector)
            Collector = Collector.With(end - begin.At);
        else
            Other = Other.With(end - begin.At);
    }

    private readonly record struct Mark(Moment At, bool IsBegin, bool IsCollector);
}
