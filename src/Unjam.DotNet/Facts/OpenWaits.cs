using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>Which threads wait now, for what and since when: waits (.NET 9 and later) and contended locks that have begun and not ended.</summary>
/// <remarks>Not thread-safe. A wait that began before the session is not known, nor is <c>Thread.Sleep</c> or a call of the system.</remarks>
public sealed class OpenWaits
{
    /// <summary>Frames that are kept of a stack, from the leaf on.</summary>
    public const int DeepestStack = 128;

    private const int MostThreads = 1 << 14;
    private const int MostSpare = 256;

    private readonly LockHolders holders = new();
    private readonly Dictionary<long, OpenWait> open = [];
    private readonly Stack<OpenWait> spare = new();
    private long number;

    /// <summary>The waits, in no order; good until the next event.</summary>
    public IReadOnlyCollection<OpenWait> All => open.Values;

    /// <summary>Waits of threads that found no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>The wait of a thread; null when none is known.</summary>
    /// <param name="thread">Its native id, as the process sees it.</param>
    public OpenWait? Find(long thread) => open.GetValueOrDefault(thread);

    /// <summary>Takes the begin or the end of a wait; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        switch (happened.Type.Known)
        {
            case KnownEvent.ContentionBegan when ContentionBegan.TryRead(happened.Payload, out var contention) && contention.IsManaged:
                holders.Waits(contention.Lock, happened.Thread);
                Of(happened.Thread)?.BeginLock(++number, happened.At, contention, happened.Stack);
                break;
            case KnownEvent.WaitBegan when WaitBegan.TryRead(happened.Payload, out var wait):
                Of(happened.Thread)?.BeginWait(++number, happened.At, wait, happened.Stack);
                break;
            case KnownEvent.ContentionEnded when Find(happened.Thread) is { } ended:
                if (ended.IsLock)
                    holders.Got(ended.Lock, happened.Thread, happened.At);
                ended.EndLock();
                Remove(ended);
                break;
            case KnownEvent.WaitEnded when Find(happened.Thread) is { } ended:
                ended.EndWait();
                Remove(ended);
                break;
            default:
                break;
        }
    }

    /// <summary>Forgets all: the session has ended.</summary>
    public void Clear()
    {
        open.Clear();
        holders.Clear();
        Dropped = 0;
    }

    /// <summary>Who holds a lock that has been waited for since some moment, and was told to be a thread's then.</summary>
    internal long OwnerOf(ulong wanted, Moment since, long told)
    {
        var owner = holders.Of(wanted, since) is var later && later != 0 ? later : told;

        // who waits for it now has given it away
        return Find(owner) is { IsLock: true } waiting && waiting.Lock == wanted ? 0 : owner;
    }

    private OpenWait? Of(long thread)
    {
        if (open.TryGetValue(thread, out var known))
            return known;
        if (open.Count == MostThreads)
        {
            Dropped++;
            return null;
        }

        var wait = spare.Count > 0 ? spare.Pop() : new OpenWait(this);
        wait.Thread = thread;
        return open[thread] = wait;
    }

    private void Remove(OpenWait ended)
    {
        if (ended.IsOpen)
            return;
        open.Remove(ended.Thread);
        if (spare.Count < MostSpare)
            spare.Push(ended);
    }
}
