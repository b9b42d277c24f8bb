using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Tests.Nettrace;

public sealed class NettraceReaderTests
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    private static StreamMaker WithTypes => StreamMaker.Begun().Types((7, Sampler, 0, ""), (8, "Shop", 3, "Sold"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Stream_OfSeveralBlocks_HandsOnEveryEvent(bool isCompressed)
    {
        MadeEvent[] events = [new(7, 11, 1, 2, 5_000, [1, 2, 3, 4]), new(8, 12, 1, 0, 4_000, [9]), new(7, 11, 2, 1, 6_000)];
        var made = WithTypes.Stacks(1, [0x10, 0x20], [0x30]);
        var (end, noted) = Read((isCompressed ? made.Compressed(events) : made.Plain(events)).End());

        Assert.Equal(new NettraceEnd(NettraceOutcome.Complete, "The stream was read to its end.", end.Bytes, 3, 0, 0), end);
        Assert.True(end.IsWhole);
        Assert.Equal(new TraceStart(1_000, 1_000_000_000, 8, 4711, 2), noted.Start);
        Assert.Equal([11L, 12L, 11L], noted.All.Select(each => each.Thread));
        Assert.Equal([5_000L, 4_000L, 6_000L], noted.All.Select(each => each.At));
        Assert.Equal([KnownEvent.Sample, KnownEvent.Other, KnownEvent.Sample], noted.All.Select(each => each.Type.Known));
        Assert.Equal(("Shop", 3, "Sold"), (noted.All[1].Type.Provider, noted.All[1].Type.Id, noted.All[1].Type.Name));
        Assert.Equal([0x30UL], noted.All[0].Stack);
        Assert.Empty(noted.All[1].Stack);
        Assert.Equal([0x10UL, 0x20UL], noted.All[2].Stack);
        Assert.Equal([1, 2, 3, 4], noted.All[0].Payload);
        Assert.Equal([9], noted.All[1].Payload);
    }

    [Fact]
    public void CompressedHeads_WithAbsentFields_KeepTheValuesBefore()
    {
        byte[] body =
        [
            4, 0, 1, 0, // header, compressed
            1 | 2 | 4 | 8 | 128, 8, 4, 33, 1, 44, 9, 100, 2, 0xaa, 0xbb, // type 8, number 5, from 33 about 44, stack 9, at 100
            0, 7, 0xcc, 0xdd, // the same again at 107
            4 | 16 | 32, 45, 3, .. new byte[32], 0xee, 0xff, // about 45 at 110, with both activities
        ];
        var (end, noted) = Read(WithTypes.Stacks(9, [0x99]).Block("EventBlock", body).End());

        Assert.Equal((NettraceOutcome.Complete, 0), (end.Outcome, end.SkippedBlocks));
        Assert.Equal([(44L, 100L), (44L, 107L), (45L, 110L)], noted.All.Select(each => (each.Thread, each.At)));
        Assert.All(noted.All, each => Assert.Equal([0x99UL], each.Stack));
        Assert.Equal([[0xaa, 0xbb], [0xcc, 0xdd], [0xee, 0xff]], noted.All.Select(each => each.Payload));
        Assert.Equal(4, end.Lost); // 5, 6, 7: the first four are missing
    }

    [Fact]
    public void SequencePoint_BehindStacks_EndsTheirNumbers()
    {
        var (_, noted) = Read(WithTypes
            .Stacks(1, [0x10]).Compressed(new MadeEvent(7, 11, 1, 1))
            .SequencePoint((11, 1)).Compressed(new MadeEvent(7, 11, 2, 1))
            .Stacks(1, [0x20]).Compressed(new MadeEvent(7, 11, 3, 1)).End());

        Assert.Equal([[0x10UL], [], [0x20UL]], noted.All.Select(each => each.Stack));
    }

    [Fact]
    public void Numbers_WithGaps_AreEventsLost()
    {
        MadeEvent[] some = [new(8, 11, 1), new(8, 11, 2), new(8, 11, 5), new(8, 12, 3)];
        Assert.Equal(2 + 2, Read(WithTypes.Compressed(some).End()).End.Lost);
        Assert.Equal(4 + 4 + 9, Read(WithTypes.Compressed(some).SequencePoint((11, 9), (12, 3), (13, 9)).End()).End.Lost);
        Assert.False(Read(WithTypes.Compressed(some).End()).End.IsWhole);
    }

    [Fact]
    public void Numbers_ThatBeginAgain_AreOfAnotherThread()
    {
        MadeEvent[] some = [new(8, 11, 1), new(8, 11, 2), new(8, 11, 1), new(8, 11, 2)];
        Assert.Equal(0, Read(WithTypes.Compressed(some).End()).End.Lost);
    }

    [Fact]
    public void Numbers_ThatWrapAround_AreNotLost()
    {
        MadeEvent[] some = [new(8, 11, uint.MaxValue), new(8, 11, 0), new(8, 11, 1)];
        Assert.Equal(0, Read(WithTypes.SequencePoint((11, 0)).SequencePoint((11, 0x70000000)).SequencePoint((11, 0xE0000000)).SequencePoint((11, uint.MaxValue - 1))
            .Compressed(some).End()).End.Lost - (uint.MaxValue - 1L));
    }

    [Theory]
    [InlineData("PK\u0003\u0004 something else", "This is not a nettrace stream.")]
    [InlineData("Nettrace\u0000\u0000\u0000\u0000\u0006\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "This is nettrace of version 6; versions 4 and 5 can be read.")]
    [InlineData("Nettrace\u0014\u0000\u0000\u0000!FastSerialization.2", "This is nettrace in a serialization that cannot be read.")]
    [InlineData("Nettrace\u0015\u0000\u0000\u0000!FastSerialization.10", "This is not a nettrace stream: it does not say how it is serialized.")]
    public void Stream_OfAnotherFormat_IsRefused(string bytes, string message)
    {
        var (end, noted) = Read(System.Text.Encoding.Latin1.GetBytes(bytes));
        Assert.Equal((NettraceOutcome.Unsupported, message), (end.Outcome, end.Message));
        Assert.Null(noted.Start);
    }

    [Fact]
    public void Stream_OfANewerVersionOr32Bits_IsRefused()
    {
        Assert.Equal("This is nettrace of version 7; versions 4 and 5 can be read.", Read(StreamMaker.Begun(7).End()).End.Message);
        Assert.Equal("This is the stream of a 32-bit process; only 64-bit ones can be read.", Read(StreamMaker.Begun(pointer: 4).End()).End.Message);
        Assert.Equal(NettraceOutcome.Complete, Read(StreamMaker.Begun(5).End()).End.Outcome);
    }

    [Fact]
    public void UnknownBlock_BetweenOthers_IsPassedOver()
    {
        var (end, _) = Read(WithTypes.Block("NewBlock", [1, 2, 3]).Compressed(new MadeEvent(8, 11, 1)).End());
        Assert.Equal((NettraceOutcome.Complete, 1L, 0), (end.Outcome, end.Events, end.SkippedBlocks));
    }

    [Fact]
    public void Block_ThatMakesNoSense_IsGivenUpAndTheNextIsRead()
    {
        var (end, noted) = Read(WithTypes
            .Compressed(new(8, 11, 1), new MadeEvent(99, 11, 2)) // a type that was never described
            .Block("EventBlock", [4, 0, 1, 0, 0xff, 0xff]).Block("EventBlock", [2, 0, 1, 0]).Block("StackBlock", [1, 0, 0, 0, 9, 0, 0, 0, 7, 0, 0, 0]).Block("SPBlock", [1])
            .Plain(new MadeEvent(8, 11, 3)).End());
        Assert.Equal((NettraceOutcome.Complete, 2L, 5), (end.Outcome, end.Events, end.SkippedBlocks));
        Assert.Equal("The stream was read to its end, but for 5 blocks that make no sense.", end.Message);
        Assert.Equal(2, noted.All.Count);
    }

    [Fact]
    public void Fields_OfNestedObjects_StandInPlace()
    {
        var description = StreamMaker.Description(5, "System.Runtime", 1, "EventCounters", writer =>
        {
            writer.Write(2);
            writer.Write(1); // an object
            writer.Write(2);
            writer.Write((int)TypeCode.String);
            writer.Write(StreamMaker.Utf16("Name"));
            writer.Write((int)TypeCode.Double);
            writer.Write(StreamMaker.Utf16("Mean"));
            writer.Write(StreamMaker.Utf16("Payload"));
            writer.Write((int)TypeCode.Int32);
            writer.Write(StreamMaker.Utf16("Last"));
        });
        byte[] body = [4, 0, 1, 0, 128, 0, .. StreamMaker.With(writer => writer.Write7BitEncodedInt(description.Length)), .. description];
        var (_, noted) = Read(StreamMaker.Begun().Block("MetadataBlock", body).Compressed(new MadeEvent(5, 1, 1)).End());
        Assert.Equal(
            [new EventField("Name", TypeCode.String), new EventField("Mean", TypeCode.Double), new EventField("Last", TypeCode.Int32)],
            noted.All.Single().Type.Fields.AsEnumerable());
    }

    private static (NettraceEnd End, NotedEvents Noted) Read(byte[] bytes)
    {
        var noted = new NotedEvents();
        return (new NettraceReader().Read(new MemoryStream(bytes), noted), noted);
    }
}
