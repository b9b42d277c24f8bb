namespace Unjam.Fleet;

/// <summary>Keeps the memory of Unjam small: its garbage is collected long before the collector would think it worth while.</summary>
/// <remarks>
/// The collector lets garbage grow to the size of the processor's cache, some ten megabytes: several times of what fifty watches need.
/// A collection of what is young takes about a millisecond, so that this costs a thousandth of the time.
/// </remarks>
internal sealed class Tidiness
{
    private const long Young = 4 << 20;

    // Attaching reads whole files: what that leaves behind is given back to the machine.
    private const long All = 96 << 20;

    private long young = GC.GetTotalAllocatedBytes();
    private long all = GC.GetTotalAllocatedBytes();

    /// <summary>Collects when enough has been allocated since the last time; once a second or so.</summary>
    public void Tidy()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - all >= All)
        {
            all = young = allocated;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        else if (allocated - young >= Young)
        {
            young = allocated;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
