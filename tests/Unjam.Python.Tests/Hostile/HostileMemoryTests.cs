using System.Globalization;
using Unjam.Live;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Tests.Hostile.Mutation;

namespace Unjam.Python.Tests.Hostile;

/// <summary>Whatever the memory of a target holds, a look ends: in time, in bounded memory, with a snapshot or a typed refusal.</summary>
public class HostileMemoryTests
{
    // the seeds of `make fuzz` go on behind these
    private const int Mutants = 200_000;

    private const int LiesPerTape = 50;

    private static readonly LookDepth[] Depths = [LookDepth.Memory, LookDepth.Memory, LookDepth.Kernel, LookDepth.Everything];

    /// <summary>Each version fails at a third of its reads: three neighbours fail at them all. UNJAM_EVERY_K=1 fails at every read of each.</summary>
    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "backlog", MemberType = typeof(TapeLibrary))]
    public void Look_WithTheKthReadFailing_EndsForEveryK(string name)
    {
        var tape = TapeLibrary.Load(name);
        var recorded = RecordedPython.Of(tape);
        var bytes = new TapeMemory(tape);
        var whole = new FailingMemory(bytes, -1, false);
        LookThrough(recorded, whole);
        var (first, step) = Environment.GetEnvironmentVariable("UNJAM_EVERY_K") is null ? (int.Parse(name[2..name.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture) % 3, 3) : (0, 1);
        for (var k = first; k < whole.Reads; k += step)
            LookThrough(recorded, new FailingMemory(bytes, k, false));
        Assert.True(whole.Reads > 100, "the tape is not one of a look");
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "3.12-backlog", MemberType = typeof(TapeLibrary))]
    public void Look_WithTheProcessGoneAtTheKthRead_SaysSoForEveryK(string name)
    {
        var tape = TapeLibrary.Load(name);
        var recorded = RecordedPython.Of(tape);
        var bytes = new TapeMemory(tape);
        var whole = new FailingMemory(bytes, -1, false);
        LookThrough(recorded, whole);
        for (var k = 0; k < whole.Reads; k++)
        {
            var memory = new FailingMemory(bytes, k, true);
            Assert.Throws<MemoryGoneException>(() => LookThrough(recorded, memory));
        }
    }

    [Fact]
    public void Mutants_OfEveryTape_AreLookedAtInTimeAndInBoundedMemory()
    {
        var faults = Fuzzing.Run(first: 1, Mutants);
        Assert.True(faults.Count == 0, $"`make fuzz ARGS='20 SEED'` looks at one again:\n{string.Join('\n', faults)}");
    }

    /// <summary>What mutants do not do: the same bytes read twice differ.</summary>
    [Theory]
    [MemberData(nameof(TapeLibrary.All), MemberType = typeof(TapeLibrary))]
    public void Look_AtMemoryThatLies_EndsInTimeAndInBoundedMemory(string name)
    {
        var tape = TapeLibrary.Load(name);
        var recorded = RecordedPython.Of(tape);
        var bytes = new TapeMemory(tape);
        var lies = int.Parse(Environment.GetEnvironmentVariable("UNJAM_LIES") ?? $"{LiesPerTape}", CultureInfo.InvariantCulture);
        for (var seed = 0; seed < lies; seed++)
        {
            var began = ThreadClock.Now;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            LookThrough(recorded, new LyingMemory(bytes, seed));
            Assert.True(ThreadClock.Now - began < TimeSpan.FromSeconds(2), $"seed {seed} took {ThreadClock.Now - began}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 256 << 20, $"seed {seed} allocated {GC.GetAllocatedBytesForCurrentThread() - allocated} bytes");
        }
    }

    /// <summary>Takes looks of every depth; a refusal to begin is an answer, too.</summary>
    private static void LookThrough(RecordedPython recorded, IMemory memory)
    {
        PythonSight sight;
        try
        {
            sight = recorded.Through(memory);
        }
        catch (Exception refusal) when (refusal is AttachException or UnreadableException)
        {
            return;
        }

        foreach (var depth in Depths)
        {
            var snapshot = sight.Take(depth);
            Assert.True(snapshot.Threads.Count > 0 || snapshot.Gaps.Count > 0 || snapshot.IsFailed, "a look saw nothing and did not say so");
        }
    }
}
