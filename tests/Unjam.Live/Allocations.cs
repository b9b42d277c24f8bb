namespace Unjam.Live;

/// <summary>Measures what code allocates on the thread that runs it.</summary>
public static class Allocations
{
    private const int Windows = 10;

    /// <summary>
    /// The least that so many runs have allocated, in bytes, of ten times. What a run allocates is in every one of them; a collection for
    /// another thread's sake charges this thread, now and then, with what is left of its share of the heap, some kilobytes.
    /// </summary>
    public static long Of(Action run, int runs)
    {
        var least = long.MaxValue;
        for (var window = 0; window < Windows && least > 0; window++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < runs; i++)
                run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
