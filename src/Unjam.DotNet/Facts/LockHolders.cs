using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>
/// Which thread got a lock last, of those that had to wait for it. In a convoy a lock has no owner at the moment when the next wait for it begins: it is
/// on its way from one thread to another.
/// </summary>
internal sealed class LockHolders
{
    private const int MostLocks = 1 << 12;

    private readonly Dictionary<ulong, (long Thread, Moment At)> holders = [];

    /// <summary>A thread got a lock.</summary>
    public void Got(ulong held, long thread, Moment at)
    {
        if (thread <= 0)
            return;
        if (holders.Count == MostLocks && !holders.ContainsKey(held))
            holders.Clear();
        holders[held] = (thread, at);
    }

    /// <summary>A thread waits for a lock: it holds it no more.</summary>
    public void Waits(ulong wanted, long thread)
    {
        if (holders.TryGetValue(wanted, out var holder) && holder.Thread == thread)
            holders.Remove(wanted);
    }

    /// <summary>The thread that got a lock after a moment; 0 when none is known.</summary>
    public long Of(ulong wanted, Moment after) => holders.TryGetValue(wanted, out var holder) && holder.At >= after ? holder.Thread : 0;

    public void Clear() => holders.Clear();
}
