namespace Unjam.DotNet.Nettrace;

/// <summary>The head of an event. In the compressed form a field that is absent keeps the value of the event before.</summary>
internal struct EventHeader
{
    private const int MetadataBits = 0x7fffffff;

    public int Type { get; private set; }

    public uint Number { get; private set; }

    public long CaptureThread { get; private set; }

    public long Thread { get; private set; }

    public int Stack { get; private set; }

    public long Timestamp { get; private set; }

    public int PayloadBytes { get; private set; }

    /// <summary>Reads the head that follows the one this holds.</summary>
    public void ReadCompressed(ref Cursor cursor)
    {
        var flags = cursor.Byte();
        if ((flags & 1) != 0)
            Type = cursor.Varint32() & MetadataBits;
        if ((flags & 2) != 0)
        {
            Number = unchecked(Number + (uint)cursor.Varint32());
            CaptureThread = cursor.Varint64();
            _ = cursor.Varint32(); // processor
        }

        // descriptions of events are not numbered
        if (Type != 0)
            Number = unchecked(Number + 1);
        if ((flags & 4) != 0)
            Thread = cursor.Varint64();
        if ((flags & 8) != 0)
            Stack = cursor.Varint32();
        Timestamp = unchecked(Timestamp + cursor.Varint64());
        if ((flags & 16) != 0)
            _ = cursor.Bytes(16); // activity
        if ((flags & 32) != 0)
            _ = cursor.Bytes(16); // related activity
        if ((flags & 128) != 0)
            PayloadBytes = cursor.Varint32();
    }

    /// <summary>Reads a head in the form that was used before heads were compressed, without its leading size.</summary>
    public void ReadPlain(ref Cursor cursor)
    {
        Type = cursor.Int32() & MetadataBits;
        Number = (uint)cursor.Int32();
        Thread = cursor.Int64();
        CaptureThread = cursor.Int64();
        _ = cursor.Int32(); // processor
        Stack = cursor.Int32();
        Timestamp = cursor.Int64();
        _ = cursor.Bytes(32); // both activities
        PayloadBytes = cursor.Int32();
    }
}
