using Unjam.Memory;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Bench;

/// <summary>What one look costs, beside the floor: one bare batch read of the same ranges, timed in turns with it.</summary>
/// <param name="Look">The look itself.</param>
/// <param name="Floor">The bare read.</param>
/// <param name="Ranges">How many ranges the look brings in.</param>
/// <param name="Bytes">How many bytes they hold.</param>
/// <param name="Allocated">Bytes of managed memory that a look allocates.</param>
public sealed record LookCost(Sample Look, Sample Floor, int Ranges, int Bytes, double Allocated)
{
    private const int Rounds = 200;
    private const int InARow = 50;

    /// <summary>How many times the floor a look costs.</summary>
    public double Ratio => Look.Median / Floor.Median;

    public static LookCost Of(int pid)
    {
        using var probe = PythonProbe.Attach(pid, TimeProvider.System);
        using var memory = ProcessMemory.Open(pid);
        var look = new Snapshot();
        for (var warm = 0; warm < 2000; warm++)
            probe.Look(look, LookDepth.Memory);
        var ranges = probe.Plan.ToArray();
        var into = new byte[ranges.Sum(range => range.Length)];
        for (var warm = 0; warm < 2000; warm++)
            ReadBare(memory, ranges, into);

        var looks = new Sample(Rounds * InARow);
        var reads = new Sample(Rounds * InARow);
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < InARow; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                probe.Look(look, LookDepth.Memory);
                looks.Add(TimeProvider.System.GetElapsedTime(began));
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            for (var n = 0; n < InARow; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                ReadBare(memory, ranges, into);
                reads.Add(TimeProvider.System.GetElapsedTime(began));
            }
        }

        return new LookCost(looks, reads, ranges.Length, into.Length, (double)allocated / (Rounds * InARow));
    }

    private static void ReadBare(ProcessMemory memory, MemoryRange[] ranges, byte[] into)
    {
        if (memory.Read(ranges, into) != ranges.Length)
            throw new InvalidOperationException("The ranges of the last look cannot be read any more: the target is not at rest.");
    }
}
