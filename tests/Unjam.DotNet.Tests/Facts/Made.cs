using System.Collections.Immutable;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Tests.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Facts;

/// <summary>Events as a reader hands them on, made up. Moments are milliseconds.</summary>
internal static class Made
{
    private const string Counters = "System.Runtime";

    public static Moment At(double milliseconds) => new((long)(milliseconds * 1e6));

    public static NettraceEvent Of(KnownEvent known, double milliseconds, long thread = 1, byte[]? payload = null, params ulong[] stack) => new()
    {
        Type = new EventType(known, "made", 0, "", 0, default),
        Timestamp = At(milliseconds).Nanoseconds,
        Thread = thread,
        Stack = stack,
        Payload = payload,
    };

    public static NettraceEvent Counter(double milliseconds, string name, double value, bool isIncrement = false, string provider = Counters, bool endsBlock = false) => new()
    {
        Type = new EventType(
            KnownEvent.Counter, provider, 1, "EventCounters", 0,
            [new("Name", TypeCode.String), new(isIncrement ? "Increment" : "Mean", TypeCode.Double), new("IntervalSec", TypeCode.Single)]),
        Timestamp = At(milliseconds).Nanoseconds,
        Thread = 1,
        Stack = [],
        Payload = StreamMaker.With(writer =>
        {
            writer.Write(StreamMaker.Utf16(name));
            writer.Write(value);
            writer.Write(0.1f);
        }),
        EndsBlock = endsBlock,
    };

    public static byte[] Lock(ulong identity, long owner) => StreamMaker.With(writer =>
    {
        writer.Write((byte)0);
        writer.Write((ushort)0);
        writer.Write(identity);
        writer.Write(0L);
        writer.Write(owner);
    });

    public static byte[] Got => StreamMaker.With(writer =>
    {
        writer.Write((byte)0);
        writer.Write((ushort)0);
        writer.Write(1e6);
    });

    public static byte[] Wait(byte source, long on) => StreamMaker.With(writer =>
    {
        writer.Write(source);
        writer.Write(on);
        writer.Write((ushort)0);
    });

    public static byte[] Work(long work) => BitConverter.GetBytes(work);

    public static byte[] Suspension(int reason) => [.. BitConverter.GetBytes(reason), .. BitConverter.GetBytes(7), 0, 0];

    public static byte[] Adjustment(double throughput, int threads, int reason) =>
        [.. BitConverter.GetBytes(throughput), .. BitConverter.GetBytes(threads), .. BitConverter.GetBytes(reason), 0, 0];

    /// <summary>Reads a recorded stream.</summary>
    public static void Read(string recording, Taking take) => new NettraceReader().Read(new MemoryStream(Recording.Bytes(recording)), new Receiver(take));

    internal delegate void Taking(in NettraceEvent happened);

    private sealed class Receiver(Taking take) : INettraceReceiver
    {
        public void Begin(in TraceStart start)
        {
        }

        public void Take(in NettraceEvent happened) => take(happened);
    }
}
