using System.Diagnostics;
using Unjam.Live;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>Mutants of every tape, for one thread. A seed stands for a film of them, which one sight looks at; what it does depends on nothing else.</summary>
internal sealed class Mutants(IReadOnlyList<Image> images)
{
    /// <summary>Mutants of one seed.</summary>
    public const int PerSeed = 20;

    private static readonly LookDepth[] Depths = [LookDepth.Memory, LookDepth.Kernel, LookDepth.Everything];

    // The bound for a look at anything: law 3.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private const long MostBytes = 64 << 20;

    // The machine's own delays are not the mutant's: a film that took too long by the clock is run again and counted by the time on a CPU.
    private const int Runs = 5;

    private readonly Snapshot look = new();
    private readonly MutantMemory[] memories = [.. images.Select(image => new MutantMemory(image))];
    private TimeSpan longest;
    private long most;
    private bool isTimedByCpu;

    /// <summary>Looks at the mutants of a seed.</summary>
    /// <returns>What is wrong with how that went; null when all is well.</returns>
    public string? Fault(ulong seed)
    {
        for (var run = 0; run < Runs; run++)
        {
            (longest, most, isTimedByCpu) = (TimeSpan.Zero, 0, run > 0);
            try
            {
                if (Film(seed) is { } fault)
                    return $"seed {seed}: {fault}";
            }
            catch (Exception crash)
            {
                return $"seed {seed}: {crash}";
            }

            if (most > MostBytes)
                return $"seed {seed}: a look allocated {most:#,0} bytes";
            if (longest <= Longest)
                return null;
        }

        return $"seed {seed}: a look took {longest.TotalMilliseconds:0} ms, {Runs} times more than {Longest.TotalMilliseconds:0} ms";
    }

    private string? Film(ulong seed)
    {
        var dice = new Dice(seed);
        var which = dice.Of(images.Count);
        var memory = memories[which];
        try
        {
            return Film(images[which], memory, ref dice);
        }
        finally
        {
            memory.Restore();
        }
    }

    private string? Film(Image image, MutantMemory memory, ref Dice dice)
    {
        // Half of the time it is damaged when it is attached to, its own tables included.
        if (dice.Of(2) == 0)
            memory.Mutate(ref dice);
        PythonSight sight;
        try
        {
            sight = dice.Of(4) == 0 ? image.Recorded.Through(memory) : image.Recorded.Through(image.Layout, memory);
        }
        catch (Exception refusal) when (refusal is AttachException or UnreadableException)
        {
            memory.Restore(); // an answer, too
            sight = image.Recorded.Through(image.Layout, memory);
        }

        var fault = Take(sight, LookDepth.Everything);
        for (var count = 1; count < PerSeed && fault is null; count++)
        {
            if (dice.Of(2) == 0)
                memory.Restore();
            memory.Mutate(ref dice);
            fault = Take(sight, Depths[dice.Of(3)]);
        }

        return fault;
    }

    private string? Take(PythonSight sight, LookDepth depth)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Clock();
        sight.Prefetch();
        look.Begin(Looks.Late, depth);
        sight.Read(look);
        var elapsed = Clock() - began;
        longest = elapsed > longest ? elapsed : longest;
        most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - allocated);
        return Consistency.FaultOf(look);
    }

    private TimeSpan Clock() => isTimedByCpu ? ThreadClock.Now : Stopwatch.GetElapsedTime(0);
}
