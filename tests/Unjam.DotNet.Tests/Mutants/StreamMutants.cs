using System.Diagnostics;
using Unjam.DotNet.Nettrace;
using Unjam.Live;

namespace Unjam.DotNet.Tests.Mutants;

/// <summary>Streams that were once sound, each with some damage that its seed determines.</summary>
internal sealed class StreamMutants(byte[][] sound)
{
    private const long MostAllocated = 16 << 20;
    private const int MostAllocatedPerByte = 400;
    private const int RareSize = 100_000;
    private const int Rareness = 100;

    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromMilliseconds(50);
    private static readonly int[] Edges = [0, 1, -1, 4, 5, 6, 127, 128, 255, 65_535, int.MaxValue, int.MinValue, 0x7fffffff - 3, 16 << 20];

    private byte[] mutant = new byte[1 << 16];
    private int length;

    /// <summary>Mutants whose events went through to the end of the stream.</summary>
    public long Complete { get; private set; }

    /// <summary>Events that were handed on.</summary>
    public long Events { get; private set; }

    /// <summary>Reads a mutant; says what went wrong, or null.</summary>
    public string? Fault(int seed)
    {
        Make(seed);
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            var end = Read();
            if (Stopwatch.GetElapsedTime(began) > MostProcessorTime && ProcessorTime(() => Read()) is var spent && spent > MostProcessorTime)
                return $"seed {seed}: {spent.TotalMilliseconds:0} ms of processor time for {length} bytes";
            if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > MostAllocated + ((long)MostAllocatedPerByte * length))
                return $"seed {seed}: {allocated:#,0} bytes allocated for {length}";
            if (end.Bytes > length || end.Message.Length == 0 || end.Lost < 0)
                return $"seed {seed}: {end} of {length} bytes";
            Complete += end.Outcome == NettraceOutcome.Complete ? 1 : 0;
            Events += end.Events;
            return null;
        }
        catch (Exception failed)
        {
            return $"seed {seed}: {failed}";
        }
    }

    private NettraceEnd Read()
    {
        var receiver = new EveryPayload();
        var end = new NettraceReader().Read(new MemoryStream(mutant, 0, length), receiver);
        if (receiver.Ask(end) is { } wrong)
            throw new InvalidOperationException(wrong);
        return end;
    }

    private void Make(int seed)
    {
        var random = new Random(seed);
        var from = sound[random.Next(sound.Length)];
        if (from.Length > RareSize && random.Next(Rareness) != 0)
            from = sound[0];
        Reserve((from.Length * 2) + 4096);
        from.CopyTo(mutant, 0);
        length = from.Length;
        for (var damage = random.Next(1, 6); damage > 0 && length > 16; damage--)
            Damage(random);
    }

    private void Damage(Random random)
    {
        // half of it at the beginning, where the structure is, if the stream is long
        var at = random.Next(random.Next(2) == 0 ? Math.Min(length, 2048) : length);
        var size = Math.Min(random.Next(1, random.Next(2) == 0 ? 9 : 600), length - at);
        switch (random.Next(9))
        {
            case 0:
                mutant[at] = (byte)random.Next(256);
                break;
            case 1:
                mutant[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when at + sizeof(int) <= length:
                BitConverter.TryWriteBytes(mutant.AsSpan(at), Edges[random.Next(Edges.Length)]);
                break;
            case 3:
                mutant.AsSpan(at, size).Fill((byte)random.Next(256));
                break;
            case 4: // something is missing
                mutant.AsSpan(at + size, length - at - size).CopyTo(mutant.AsSpan(at));
                length -= size;
                break;
            case 5 when length + size <= mutant.Length: // something is there twice
                mutant.AsSpan(at, length - at).CopyTo(mutant.AsSpan(at + size));
                length += size;
                break;
            case 6:
                length = at;
                break;
            case 7: // a piece of another stream
                var other = sound[random.Next(sound.Length)];
                var piece = random.Next(other.Length);
                var taken = Math.Min(Math.Min(random.Next(4096), other.Length - piece), length - at);
                other.AsSpan(piece, taken).CopyTo(mutant.AsSpan(at));
                break;
            default:
                random.NextBytes(mutant.AsSpan(at, size));
                break;
        }
    }

    private void Reserve(int size)
    {
        if (mutant.Length < size)
            mutant = new byte[size];
    }

    private static TimeSpan ProcessorTime(Action run)
    {
        var before = ThreadClock.Now;
        run();
        return ThreadClock.Now - before;
    }
}
