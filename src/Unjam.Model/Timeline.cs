namespace Unjam.Model;

/// <summary>The bounded recent past of one target: its last snapshots, oldest first. Slots are reused, so a full timeline allocates nothing.</summary>
public sealed class Timeline(Target target, int capacity)
{
    private readonly Snapshot[] slots = new Snapshot[Math.Max(2, capacity)];
    private int start;

    public Target Target { get; } = target;

    /// <summary>How many snapshots there are.</summary>
    public int Count { get; private set; }

    /// <summary>Looks that were taken, including those whose snapshots have been forgotten.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks that had gaps.</summary>
    public int Degraded { get; private set; }

    /// <summary>Looks in which nothing useful could be read.</summary>
    public int Failed { get; private set; }

    /// <summary>A snapshot; 0 is the oldest.</summary>
    public Snapshot this[int index] => index >= 0 && index < Count
        ? slots[(start + index) % slots.Length]
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The newest snapshot.</summary>
    public Snapshot Latest => this[Count - 1];

    /// <summary>Takes a look into the next slot, forgetting the oldest snapshot when the timeline is full.</summary>
    /// <exception cref="TargetGoneException">The target has gone; the timeline is as it was before.</exception>
    public Snapshot Take(IProbe probe, LookDepth depth)
    {
        if (Count == slots.Length)
            ForgetOldest();

        var at = (start + Count) % slots.Length;
        var slot = slots[at] ??= new Snapshot();
        probe.Look(slot, depth);
        Count++;
        Looks++;
        if (slot.IsFailed)
            Failed++;
        else if (slot.Gaps.Count > 0)
            Degraded++;
        return slot;
    }

    /// <summary>Forgets the snapshots of before a moment, but for the last two.</summary>
    public void Forget(Moment before)
    {
        while (Count > 2 && this[0].At < before)
            ForgetOldest();
    }

    private void ForgetOldest()
    {
        start = (start + 1) % slots.Length;
        Count--;
    }
}
