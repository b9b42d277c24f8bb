namespace Unjam.Memory.Tests;

public sealed class TapeTests
{
    private static readonly Address Start = new(0x7f00_0000_0ff0);

    [Fact]
    public void Replay_OfRecordedReads_GivesTheSameBytes()
    {
        var random = new Random(1);
        var bytes = new byte[10_000];
        random.NextBytes(bytes);
        var recording = new RecordingMemory(new BytesMemory(Start, bytes));
        var ranges = Enumerable.Range(0, 500).Select(_ => new MemoryRange(Start + random.Next(9_000), 1 + random.Next(1_000))).ToArray();
        foreach (var range in ranges)
            recording.Bytes(range.Start, new byte[range.Length]);
        recording.EndLook();

        var replay = new TapeMemory(Again(recording));

        foreach (var range in ranges)
        {
            var read = new byte[range.Length];
            replay.Bytes(range.Start, read);
            Assert.Equal(bytes.AsSpan((int)(range.Start - Start), range.Length).ToArray(), read);
        }
    }

    [Fact]
    public void Replay_OfWhatIsNotOnIt_FailsAlways()
    {
        var recording = new RecordingMemory(new BytesMemory(Start, new byte[256]));
        recording.UInt64(Start + 8);
        Assert.Throws<UnreadableException>(() => recording.UInt64(Start + 250));
        recording.EndLook();
        var replay = new TapeMemory(Again(recording));
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(0ul, replay.UInt64(Start + 8));
            foreach (var at in new[] { 0L, 7, 9, 16, 250, 1 << 20 })
                Assert.Throws<UnreadableException>(() => replay.UInt64(Start + at));
            MemoryRange[] ranges = [new(Start + 8, 4), new(Start + 12, 4), new(Start, 4), new(Start + 8, 4)];
            Assert.Equal(2, replay.Read(ranges, new byte[16]));
        }
    }

    [Fact]
    public void Replay_OfSeveralLooks_ShowsEachAsItWas()
    {
        var memory = new BytesMemory(Start, new byte[64]);
        var recording = new RecordingMemory(memory);
        for (byte look = 0; look < 3; look++)
        {
            memory.Bytes[8] = look;
            recording.Bytes(Start, new byte[64]);
            recording.EndLook();
        }

        var replay = new TapeMemory(Again(recording));
        for (var look = 0; look < 3; look++)
        {
            Assert.Equal(look, replay.Look);
            Assert.Equal(look, replay.UInt8(Start + 8));
            Assert.Equal(0, replay.UInt8(Start + 9));
            Assert.Equal(look < 2, replay.TryNext());
        }
    }

    [Fact]
    public void Replay_OfALookThatFoundTheTargetGone_IsGone()
    {
        var memory = new BytesMemory(Start, new byte[64]);
        var recording = new RecordingMemory(new FailingMemory(memory, 1, isGone: true));
        recording.UInt64(Start);
        recording.EndLook();
        Assert.Throws<MemoryGoneException>(() => recording.UInt64(Start));
        recording.EndLook();
        var replay = new TapeMemory(Again(recording));
        Assert.Equal(0ul, replay.UInt64(Start));
        Assert.True(replay.TryNext());
        Assert.Throws<MemoryGoneException>(() => replay.UInt64(Start));
    }

    [Fact]
    public void Save_OfRepeatedReads_KeepsTheBytesOnce()
    {
        var recording = new RecordingMemory(new BytesMemory(Start, new byte[1000]));
        for (var look = 0; look < 10; look++)
        {
            for (var read = 0; read < 10; read++)
                recording.Bytes(Start + read, new byte[900]);
            recording.EndLook();
        }

        Assert.InRange(Saved(recording.ToTape(Notes)).Length, 909, 1000);
    }

    [Fact]
    public void Load_OfNotes_GivesThemBack()
    {
        var tape = Again(new RecordingMemory(new BytesMemory(Start, [])));
        Assert.Equal(Notes.OrderBy(note => note.Key), tape.Notes.OrderBy(note => note.Key));
        Assert.Equal(0, tape.Looks);
        Assert.Throws<UnreadableException>(() => new TapeMemory(tape).UInt64(Start));
    }

    [Fact]
    public void Load_OfSomethingElse_SaysWhy()
    {
        Assert.Contains("not a tape", Fails("").Message, StringComparison.Ordinal);
        Assert.Contains("not a tape", Fails(new string('x', 100)).Message, StringComparison.Ordinal);
        Assert.Contains("form 2", Fails("UNJAMTAP\u0002\0" + new string('x', 100)).Message, StringComparison.Ordinal);

        static TapeException Fails(string text) => Assert.Throws<TapeException>(() => Tape.Load(new MemoryStream([.. text.Select(letter => (byte)letter)])));
    }

    [Fact]
    public void Load_OfACutTape_IsRefused()
    {
        var whole = Saved(Recorded().ToTape(Notes));
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<TapeException>(() => Tape.Load(new MemoryStream(whole[..length])));
    }

    [Fact]
    public void Load_OfADamagedTape_IsRefused_WhateverItsChecksum()
    {
        var random = new Random(20260614);
        var whole = Saved(Recorded().ToTape(Notes));
        for (var round = 0; round < 100_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var damage = 1 + random.Next(4); damage > 0; damage--)
                damaged[random.Next(10, damaged.Length - 8)] = (byte)random.Next(256);
            if (!damaged.AsSpan().SequenceEqual(whole))
                Assert.Throws<TapeException>(() => Tape.Load(new MemoryStream(damaged)));

            // and when the damage was done before the sum was made
            BitConverter.TryWriteBytes(damaged.AsSpan(damaged.Length - 8), Sum(damaged.AsSpan(0, damaged.Length - 8)));
            var failure = Record.Exception(() =>
            {
                var replay = new TapeMemory(Tape.Load(new MemoryStream(damaged)));
                while (replay.TryNext())
                    replay.Read([new MemoryRange(Start, 64)], new byte[64]);
            });
            Assert.True(failure is null or TapeException or MemoryGoneException, $"{failure}");
        }
    }

    private static Dictionary<string, string> Notes => new() { ["runtime"] = "0x7f00", ["version"] = "3.13.0", ["ü"] = "" };

    private static RecordingMemory Recorded()
    {
        var memory = new BytesMemory(Start, new byte[300]);
        var recording = new RecordingMemory(memory);
        for (var look = 0; look < 3; look++)
        {
            memory.Bytes[look * 50] = 1;
            foreach (var at in new[] { 0, 40, 90, 200 })
                recording.Bytes(Start + at, new byte[30]);
            recording.EndLook();
        }

        return recording;
    }

    private static Tape Again(RecordingMemory recording) => Tape.Load(new MemoryStream(Saved(recording.ToTape(Notes))));

    private static byte[] Saved(Tape tape)
    {
        using var stream = new MemoryStream();
        tape.Save(stream);
        return stream.ToArray();
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xcbf2_9ce4_8422_2325UL;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 0x0100_0000_01b3UL);
        return hash;
    }
}
