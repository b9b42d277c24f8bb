using System.Collections.Concurrent;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>Looks at many mutants, on all processors at once.</summary>
internal static class Fuzzing
{
    private const int Share = 50;

    // Beyond this, one fault hides behind the next.
    private const int MostFaults = 10;

    // What may be left in memory after all of them, over what there was before.
    private const long MostGrowth = 64 << 20;

    /// <summary>Looks at <paramref name="count"/> mutants, those of the seeds from <paramref name="first"/> on.</summary>
    /// <param name="told">Is told how many are done, now and then.</param>
    /// <returns>What went wrong, with the seed of each; empty when nothing did.</returns>
    public static IReadOnlyList<string> Run(ulong first, long count, Action<long>? told = null)
    {
        Image[] images = [.. TapeLibrary.Names.Select(name => Image.Of(TapeLibrary.Load(name)))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var faults = new ConcurrentQueue<string>();
        var seeds = (count + Mutants.PerSeed - 1) / Mutants.PerSeed;
        var (next, done) = (0L, 0L);
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        if (growth > MostGrowth)
            faults.Enqueue($"{growth:#,0} bytes are held that were not before");
        return [.. faults];

        void Work()
        {
            var mutants = new Mutants(images);
            while (faults.Count < MostFaults && Interlocked.Add(ref next, Share) - Share is var from && from < seeds)
            {
                var until = Math.Min(from + Share, seeds);
                for (var index = from; index < until; index++)
                {
                    if (mutants.Fault(first + (ulong)index) is { } fault)
                        faults.Enqueue(fault);
                }

                told?.Invoke(Interlocked.Add(ref done, until - from) * Mutants.PerSeed);
            }
        }
    }
}
