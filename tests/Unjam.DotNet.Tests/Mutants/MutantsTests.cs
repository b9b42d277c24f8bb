using System.Collections.Concurrent;
using System.Globalization;
using Unjam.DotNet.Tests.Nettrace;
using Xunit.Abstractions;

namespace Unjam.DotNet.Tests.Mutants;

/// <summary>Damaged streams: no crash, no hang, bounded memory. UNJAM_NETTRACE_MUTANTS says how many, and with which seed they begin.</summary>
public sealed class MutantsTests(ITestOutputHelper output)
{
    private const int Few = 5_000;
    private const long MostGrowth = 64 << 20;

    [Fact]
    public void Streams_DamagedAtRandom_AreReadToAClearEnd()
    {
        var wanted = (Environment.GetEnvironmentVariable("UNJAM_NETTRACE_MUTANTS") ?? "").Split(' ');
        var count = int.TryParse(wanted[0], CultureInfo.InvariantCulture, out var number) ? number : Few;
        var first = wanted.Length > 1 ? int.Parse(wanted[1], CultureInfo.InvariantCulture) : 1;
        byte[][] sound = [Made(true), Made(false), Recording.Bytes(Recording.Short), Recording.Bytes(Recording.Crew), Recording.Bytes(Recording.Happenings)];

        // the first reading compiles
        Assert.Null(new StreamMutants(sound).Fault(0));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var faults = new ConcurrentQueue<string>();
        var (next, complete, events) = (0, 0L, 0L);
        var threads = Enumerable.Range(0, Math.Min(2, Environment.ProcessorCount)).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
        Assert.InRange(complete, count / 20, count); // damage that leaves nothing to read would prove little
        Assert.InRange(events, count, long.MaxValue);
        output.WriteLine($"{count:#,0} streams, {complete:#,0} read to their end, {events:#,0} events, peak {Environment.WorkingSet >> 20} MB");

        void Work()
        {
            var mutants = new StreamMutants(sound);
            while (faults.Count < 10 && Interlocked.Increment(ref next) - 1 is var index && index < count)
            {
                if (mutants.Fault(first + index) is { } fault)
                    faults.Enqueue(fault);
            }

            Interlocked.Add(ref complete, mutants.Complete);
            Interlocked.Add(ref events, mutants.Events);
        }
    }

    /// <summary>A stream that holds every event that is read, and is short.</summary>
    private static byte[] Made(bool isCompressed)
    {
        const string Runtime = "Microsoft-Windows-DotNETRuntime";
        const string Rundown = Runtime + "Rundown";
        const string Framework = "System.Diagnostics.Eventing.FrameworkEventSource";
        var made = StreamMaker.Begun().Types(
                (1, "Microsoft-DotNETCore-SampleProfiler", 0, ""), (2, Rundown, 144, ""), (3, Rundown, 154, ""), (4, Runtime, 81, ""), (5, Runtime, 91, ""),
                (6, Runtime, 301, ""), (7, Runtime, 55, ""), (8, Framework, 30, "ThreadPoolEnqueueWork"),
                (9, Framework, 31, "ThreadPoolDequeueWork"), (10, Runtime, 9, ""), (11, Runtime, 3, ""), (12, Runtime, 302, ""), (13, "Unjam", 1, "Beat"),
                (14, "Unjam", 2, "Pool"), (15, "Unjam", 3, "Loop"))
            .Stacks(1, [0x1010, 0x1050], [0x1020, 0x1050, 0x9999]);
        MadeEvent[] events =
        [
            new(1, 21, 1, 1, 10, [1, 0, 0, 0]), new(1, 22, 1, 2, 11, [1, 0, 0, 0]), new(4, 21, 2, 1, 12, new byte[27]), new(5, 21, 3, 0, 13, new byte[11]),
            new(6, 22, 2, 1, 14, new byte[11]), new(7, 23, 1, 0, 15, new byte[18]), new(8, 22, 3, 2, 16, new byte[8]),
            new(9, 22, 4, 0, 17, new byte[8]), new(10, 22, 5, 0, 18, [1, .. new byte[9]]), new(11, 22, 6, 0, 19, new byte[2]), new(12, 22, 7, 0, 20, new byte[2]),
            new(13, 24, 1, 0, 21, [1, 0, 0, 0, .. new byte[8], 1, 0, 0, 0, 1, 0, 0, 0]),
            new(14, 24, 2, 0, 21, [.. StreamMaker.Utf16("db"), .. StreamMaker.Utf16("executor"), .. new byte[88], .. StreamMaker.Utf16("3\tShop.Orders.Load"), .. StreamMaker.Utf16("21 22")]),
            new(15, 24, 3, 0, 21, [.. StreamMaker.Utf16("main"), .. StreamMaker.Utf16("loop"), .. new byte[12], .. StreamMaker.Utf16("Tick"), .. new byte[36]]),
        ];
        MadeEvent[] names = [Method(0x1000, "Shop.Orders+<LoadAsync>d__5", 24), Method(0x1040, "Shop.Orders+<>c", 25), new(3, 24, 3, Payload: [.. new byte[24], .. StreamMaker.Utf16("/app/Shop.dll")])];
        return (isCompressed ? made.Compressed(events).SequencePoint((21, 3), (22, 3)).Compressed(names) : made.Plain(events).SequencePoint().Plain(names)).End();

        static MadeEvent Method(long address, string type, int thread) => new(2, thread, 1, Payload: StreamMaker.With(writer =>
        {
            writer.Write(0L);
            writer.Write(0L);
            writer.Write(address);
            writer.Write(0x40);
            writer.Write(0L);
            writer.Write(StreamMaker.Utf16(type));
            writer.Write(StreamMaker.Utf16("MoveNext"));
        }));
    }
}
