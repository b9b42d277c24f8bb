using System.Buffers.Binary;
using System.Text;

namespace Unjam.Memory;

/// <summary>
/// The form of a tape in a file: <c>UNJAMTAP</c>, form 1 (u16); notes (count, then names and values); looks (count, then for each
/// a byte of flags, the number of runs, and for each run the distance from the end of the one before, its length, its bytes);
/// FNV-1a (u64) of all before. Numbers are LEB128 unless said.
/// </summary>
internal static class TapeFormat
{
    private const ushort Form = 1;
    private const int MostBytes = 256 * 1024 * 1024;
    private const int MostNotes = 1024;
    private const int MostLooks = 100_000;
    private const int MostRuns = 500_000;
    private const int ChecksumLength = 8;

    private static ReadOnlySpan<byte> Magic => "UNJAMTAP"u8;

    public static void Write(Tape tape, Stream into)
    {
        var bytes = new List<byte>(Magic.ToArray()) { (byte)Form, 0 };
        Add(bytes, tape.Notes.Count);
        foreach (var (name, value) in tape.Notes.OrderBy(note => note.Key, StringComparer.Ordinal))
        {
            Add(bytes, name);
            Add(bytes, value);
        }

        Add(bytes, tape.Looks);
        foreach (var look in tape.All)
        {
            bytes.Add(look.IsGone ? (byte)1 : (byte)0);
            Add(bytes, look.Runs.Count);
            var end = 0UL;
            foreach (var run in look.Runs)
            {
                Add(bytes, unchecked(run.At.Value - end));
                Add(bytes, run.Bytes.Length);
                bytes.AddRange(run.Bytes.Span);
                end = run.At.Value + (ulong)run.Bytes.Length;
            }
        }

        var all = bytes.ToArray();
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, Checksum(all));
        into.Write(all);
        into.Write(checksum);
    }

    public static Tape Read(Stream from)
    {
        var all = ReadAll(from);
        if (all.Length < Magic.Length + 2 + ChecksumLength || !all.AsSpan().StartsWith(Magic))
            throw new TapeException("it is not a tape of Unjam");
        var form = BinaryPrimitives.ReadUInt16LittleEndian(all.AsSpan(Magic.Length));
        if (form != Form)
            throw new TapeException($"it is a tape of form {form}, and this Unjam reads form {Form}");
        var body = all.AsMemory(0, all.Length - ChecksumLength);
        if (BinaryPrimitives.ReadUInt64LittleEndian(all.AsSpan(body.Length)) != Checksum(body.Span))
            throw new TapeException("it is damaged or cut off");
        var cursor = new TapeCursor(body[(Magic.Length + 2)..]);
        var notes = ReadNotes(cursor);
        var looks = ReadLooks(cursor);
        return cursor.IsAtEnd ? new Tape(notes, looks) : throw new TapeException("there is more in it than a tape");
    }

    private static Dictionary<string, string> ReadNotes(TapeCursor cursor)
    {
        var notes = new Dictionary<string, string>();
        for (var left = cursor.Count(MostNotes); left > 0; left--)
            notes[cursor.Text()] = cursor.Text();
        return notes;
    }

    private static List<TapeLook> ReadLooks(TapeCursor cursor)
    {
        var looks = new List<TapeLook>();
        var runsLeft = MostRuns;
        for (var left = cursor.Count(MostLooks); left > 0; left--)
        {
            var isGone = (cursor.Byte() & 1) != 0;
            var runs = new List<TapeRun>();
            var end = 0UL;
            var count = cursor.Count(runsLeft);
            runsLeft -= count;
            for (var i = 0; i < count; i++)
            {
                var at = unchecked(end + cursor.Number());
                var bytes = cursor.Bytes();
                if (at < end || at > ulong.MaxValue - (ulong)bytes.Length)
                    throw new TapeException("its runs are not in order");
                end = at + (ulong)bytes.Length;
                runs.Add(new TapeRun(new Address(at), bytes));
            }

            looks.Add(new TapeLook(runs, isGone));
        }

        return looks;
    }

    private static byte[] ReadAll(Stream from)
    {
        using var copy = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int count; (count = from.Read(piece)) > 0;)
        {
            if (copy.Length + count > MostBytes)
                throw new TapeException($"it is longer than {MostBytes} bytes");
            copy.Write(piece, 0, count);
        }

        return copy.ToArray();
    }

    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xcbf2_9ce4_8422_2325UL;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 0x0100_0000_01b3UL);
        return hash;
    }

    private static void Add(List<byte> bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        Add(bytes, encoded.Length);
        bytes.AddRange(encoded);
    }

    private static void Add(List<byte> bytes, int number) => Add(bytes, (ulong)number);

    private static void Add(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }
}
