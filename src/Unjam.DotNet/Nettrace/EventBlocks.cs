namespace Unjam.DotNet.Nettrace;

/// <summary>What blocks hold: events, their descriptions, stacks and sequence points.</summary>
internal sealed class EventBlocks(NettraceLimits limits, INettraceReceiver receiver)
{
    private const int ShortestHeader = 4;
    private const int CompressedHeaders = 1;

    private readonly EventTypes types = new(limits);
    private readonly StackTable stacks = new(limits);
    private readonly LostEvents lost = new(limits);

    public long Events { get; private set; }

    public long Lost => lost.Count;

    /// <summary>Takes a block of events, or of their descriptions.</summary>
    /// <returns>False when it makes no sense from some point on; what stands before it was taken.</returns>
    public bool TakeEvents(ReadOnlySpan<byte> block)
    {
        var cursor = new Cursor(block);
        var headerBytes = cursor.UInt16();
        var isCompressed = (cursor.UInt16() & CompressedHeaders) != 0;
        if (headerBytes < ShortestHeader)
            return false;
        _ = cursor.Bytes(headerBytes - ShortestHeader);

        var header = default(EventHeader);
        while (!cursor.AtEnd && !cursor.Failed)
        {
            var next = cursor.Position;
            if (isCompressed)
            {
                header.ReadCompressed(ref cursor);
            }
            else
            {
                next += sizeof(int) + cursor.Int32();
                header.ReadPlain(ref cursor);
            }

            var payload = cursor.Bytes(header.PayloadBytes);
            var isLast = isCompressed ? cursor.AtEnd : next + 3 >= block.Length;
            if (cursor.Failed || !Take(header, payload, isLast))
                return false;
            if (isCompressed)
                continue;

            // blocks begin at a multiple of four, and so do events in them
            next = (next + 3) & ~3;
            if (next < cursor.Position)
                return false;
            _ = cursor.Bytes(Math.Min(next - cursor.Position, cursor.Left));
        }

        return !cursor.Failed;
    }

    public bool TakeStacks(ReadOnlySpan<byte> block) => stacks.Add(block);

    /// <summary>Takes a sequence point: stacks before it are not spoken of any more, and threads say how far they have numbered.</summary>
    public bool TakeSequencePoint(ReadOnlySpan<byte> block)
    {
        stacks.Clear();
        var cursor = new Cursor(block);
        _ = cursor.Int64(); // its moment
        var threads = cursor.Int32();
        for (var told = 0; told < threads && !cursor.Failed; told++)
        {
            var thread = cursor.Int64();
            var number = (uint)cursor.Int32();
            if (!cursor.Failed)
                lost.Reached(thread, number);
        }

        return !cursor.Failed;
    }

    private bool Take(in EventHeader header, ReadOnlySpan<byte> payload, bool isLast)
    {
        if (header.Type == 0)
            return types.Add(payload);
        lost.Came(header.CaptureThread, header.Number);
        if (types.Find(header.Type) is not { } type)
            return false;
        Events++;
        receiver.Take(new NettraceEvent
        {
            Type = type,
            Timestamp = header.Timestamp,
            Thread = header.Thread,
            Stack = stacks[header.Stack],
            Payload = payload,
            EndsBlock = isLast,
        });
        return true;
    }
}
