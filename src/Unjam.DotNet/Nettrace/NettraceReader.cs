using System.Text;

namespace Unjam.DotNet.Nettrace;

/// <summary>
/// Reads what a .NET runtime sends of its events: the format "nettrace", versions 4 and 5 (runtimes 3.0 to 10), as its authors describe it:
/// https://github.com/microsoft/perfview/blob/main/src/TraceEvent/EventPipe/NetTraceFormat_v5.md.
/// </summary>
/// <remarks>It reads in one pass and keeps no more than the stacks since the last sequence point. The stream may be hostile.</remarks>
/// <param name="limits">How much is believed; null for the usual.</param>
public sealed class NettraceReader(NettraceLimits? limits = null)
{
    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;
    private const int NewestVersion = 5;
    private const int TraceBytes = 48;
    private const int LongestTypeName = 64;

    private readonly NettraceLimits limits = limits ?? new NettraceLimits();
    private EventBlocks? blocks;

    /// <summary>Events of the stream that is being read, or was read last, that did not get into it so far. Any thread may ask.</summary>
    public long Lost => blocks?.Lost ?? 0;

    private static ReadOnlySpan<byte> Magic => "Nettrace"u8;

    private static ReadOnlySpan<byte> Serialization => "!FastSerialization.1"u8;

    /// <summary>Reads a stream to its end, and hands on every event.</summary>
    /// <param name="stream">Is not closed. A read that fails or times out ends the reading like the end of the stream.</param>
    /// <param name="receiver">Takes the events, on this thread. What it throws is thrown on.</param>
    /// <param name="cancellation">Asked between blocks.</param>
    public NettraceEnd Read(Stream stream, INettraceReceiver receiver, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(receiver);
        var source = new ByteSource(stream);
        blocks = new EventBlocks(limits, receiver);
        var skipped = 0;
        NettraceOutcome outcome;
        string message;
        try
        {
            (outcome, message) = ReadHead(source, receiver);
            while (outcome == NettraceOutcome.Complete)
            {
                if (cancellation.IsCancellationRequested)
                {
                    (outcome, message) = (NettraceOutcome.Cancelled, "The reading was cancelled.");
                    break;
                }

                if (!source.Has(1))
                    (outcome, message) = EndsWithin("its list of blocks", source);
                else if (source.Take(1)[0] is var tag && tag == NullReference)
                    break;
                else if (tag != BeginObject)
                    (outcome, message) = Garbled("a block should begin", source);
                else
                    (outcome, message) = ReadBlock(source, blocks, ref skipped);
            }
        }
        catch (Exception failed) when (failed is IOException or TimeoutException or ObjectDisposedException)
        {
            (outcome, message) = (NettraceOutcome.Truncated, $"The stream broke off after {source.Position} bytes: {failed.Message}");
        }

        return new NettraceEnd(outcome, message, source.Position, blocks.Events, blocks.Lost, skipped);
    }

    private static (NettraceOutcome Outcome, string Message) ReadHead(ByteSource source, INettraceReceiver receiver)
    {
        if (!source.Has(Magic.Length + sizeof(int)))
            return EndsWithin("its first bytes", source);
        if (!source.Take(Magic.Length).SequenceEqual(Magic))
            return (NettraceOutcome.Unsupported, "This is not a nettrace stream.");
        var length = new Cursor(source.Take(sizeof(int))).Int32();
        if (length == 0)
        {
            var version = source.Has(sizeof(int)) ? new Cursor(source.Take(sizeof(int))).Int32() : 0;
            return (NettraceOutcome.Unsupported, $"This is nettrace of version {version}; versions 4 and 5 can be read.");
        }

        if (length != Serialization.Length)
            return (NettraceOutcome.Unsupported, "This is not a nettrace stream: it does not say how it is serialized.");
        if (!source.Has(length))
            return EndsWithin("its first bytes", source);
        if (!source.Take(length).SequenceEqual(Serialization))
            return (NettraceOutcome.Unsupported, "This is nettrace in a serialization that cannot be read.");
        if (!source.Has(1))
            return EndsWithin("its first bytes", source);
        if (source.Take(1)[0] != BeginObject || ReadType(source, out var needed) is not { } type)
            return Garbled("the description of the stream should be", source);
        if (needed > NewestVersion)
            return (NettraceOutcome.Unsupported, $"This is nettrace of version {needed}; versions 4 and 5 can be read.");
        if (type != "Trace")
            return Garbled("the description of the stream should be", source);
        return ReadTrace(source, receiver);
    }

    private static (NettraceOutcome Outcome, string Message) ReadTrace(ByteSource source, INettraceReceiver receiver)
    {
        if (!source.Has(TraceBytes + 1))
            return EndsWithin("its own description", source);
        var cursor = new Cursor(source.Take(TraceBytes));
        _ = cursor.Bytes(16); // wall-clock time
        var start = new TraceStart(cursor.Int64(), cursor.Int64(), cursor.Int32(), cursor.Int32(), cursor.Int32());
        if (start.PointerSize == sizeof(int))
            return (NettraceOutcome.Unsupported, "This is the stream of a 32-bit process; only 64-bit ones can be read.");
        if (start.PointerSize != sizeof(ulong) || start.Frequency <= 0 || source.Take(1)[0] != EndObject)
            return Garbled("the description of the stream should end", source);
        if (start.Frequency != TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerSecond)
            return (NettraceOutcome.Unsupported, $"The clock of this stream ticks {start.Frequency} times a second; only nanoseconds, as on Linux, can be read.");
        receiver.Begin(start);
        return (NettraceOutcome.Complete, "The stream was read to its end.");
    }

    private (NettraceOutcome Outcome, string Message) ReadBlock(ByteSource source, EventBlocks blocks, ref int skipped)
    {
        if (ReadType(source, out _) is not { } type)
            return Garbled("the name of a block should be", source);
        if (!source.Has(sizeof(int)))
            return EndsWithin("a block", source);
        var size = new Cursor(source.Take(sizeof(int))).Int32();
        if (size < 0)
            return Garbled("the size of a block should be", source);
        if (size > limits.BlockBytes || source.Position + size > limits.StreamBytes)
            return (NettraceOutcome.TooLong, $"After {source.Position} bytes follows a block of {size} bytes: that is more than is read.");
        var padding = (int)(-source.Position & 3);
        if (!source.Has(padding + size + 1))
            return EndsWithin("a block", source);
        _ = source.Take(padding);
        var block = source.Take(size);
        var isSound = type switch
        {
            "EventBlock" or "MetadataBlock" => blocks.TakeEvents(block),
            "StackBlock" => blocks.TakeStacks(block),
            "SPBlock" => blocks.TakeSequencePoint(block),
            _ => true,
        };
        if (!isSound)
            skipped++;
        return source.Take(1)[0] == EndObject
            ? (NettraceOutcome.Complete, skipped == 0 ? "The stream was read to its end." : $"The stream was read to its end, but for {skipped} blocks that make no sense.")
            : Garbled("a block should end", source);
    }

    /// <summary>Reads the type of an object, whose first byte was taken; null when it is none.</summary>
    private static string? ReadType(ByteSource source, out int needed)
    {
        const int Fixed = 2 + (3 * sizeof(int));
        needed = 0;
        if (!source.Has(Fixed))
            return null;
        var cursor = new Cursor(source.Take(Fixed));
        if (cursor.Byte() != BeginObject || cursor.Byte() != NullReference)
            return null;
        _ = cursor.Int32(); // its version
        needed = cursor.Int32();
        var length = cursor.Int32();
        if (length is <= 0 or > LongestTypeName || !source.Has(length + 1))
            return null;
        var name = TypeName(source.Take(length));
        return source.Take(1)[0] == EndObject ? name : null;
    }

    // the names that come over and over are not made anew
    private static string TypeName(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("EventBlock"u8) ? "EventBlock"
        : name.SequenceEqual("StackBlock"u8) ? "StackBlock"
        : name.SequenceEqual("SPBlock"u8) ? "SPBlock"
        : name.SequenceEqual("MetadataBlock"u8) ? "MetadataBlock"
        : Encoding.UTF8.GetString(name);

    private static (NettraceOutcome Outcome, string Message) EndsWithin(string where, ByteSource source) =>
        (NettraceOutcome.Truncated, $"The stream ends within {where}, after {source.Position} bytes.");

    private static (NettraceOutcome Outcome, string Message) Garbled(string what, ByteSource source) =>
        source.HasEnded ? EndsWithin("a block", source)
        : (NettraceOutcome.Garbled, $"After {source.Position} bytes stands something else where {what}.");
}
