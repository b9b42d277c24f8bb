using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Tests.Nettrace;

/// <summary>Streams that break off, lie about sizes, or come in crumbs.</summary>
public sealed class BrokenStreamTests
{
    private static readonly byte[] Whole = StreamMaker.Begun().Types((8, "Shop", 3, "Sold")).Stacks(1, [0x10, 0x20])
        .Compressed(new(8, 11, 1, 1, 5, [1, 2]), new MadeEvent(8, 11, 2)).SequencePoint((11, 2)).Plain(new MadeEvent(8, 11, 3)).End();

    [Fact]
    public void Stream_CutAnywhere_IsTruncatedAndKeepsWhatCameBefore()
    {
        var before = 0L;
        for (var length = 0; length < Whole.Length; length++)
        {
            var end = Read(new MemoryStream(Whole, 0, length));
            Assert.Equal((length, NettraceOutcome.Truncated), (length, end.Outcome));
            Assert.InRange(end.Events, before, 3);
            before = end.Events;
        }

        Assert.Equal(3, before);
        Assert.Equal(NettraceOutcome.Complete, Read(new MemoryStream(Whole)).Outcome);
    }

    [Fact]
    public void Stream_ByteAfterByte_IsReadAsAWhole()
    {
        var end = Read(new CrumblingStream(Whole, int.MaxValue));
        Assert.Equal((NettraceOutcome.Complete, 3L, (long)Whole.Length), (end.Outcome, end.Events, end.Bytes));
    }

    [Fact]
    public void Stream_ThatFails_EndsWithItsReason()
    {
        var end = Read(new CrumblingStream(Whole, 300));
        Assert.Equal(NettraceOutcome.Truncated, end.Outcome);
        Assert.Contains("the wire was cut", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_Cancelled_SaysSo()
    {
        var end = new NettraceReader().Read(new MemoryStream(Whole), new NotedEvents(), new CancellationToken(true));
        Assert.Equal(NettraceOutcome.Cancelled, end.Outcome);
    }

    [Theory]
    [InlineData(-1, NettraceOutcome.Garbled)]
    [InlineData(int.MinValue, NettraceOutcome.Garbled)]
    [InlineData(int.MaxValue, NettraceOutcome.TooLong)]
    [InlineData((16 << 20) + 1, NettraceOutcome.TooLong)]
    [InlineData(16 << 20, NettraceOutcome.Truncated)]
    public void Size_ThatIsALie_AllocatesNothing(int claimed, NettraceOutcome outcome)
    {
        var bytes = StreamMaker.Begun().Block("EventBlock", new byte[64], claimed).Bytes;
        _ = Read(new MemoryStream(bytes));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var end = Read(new MemoryStream(bytes));
        Assert.Equal(outcome, end.Outcome);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 << 10);
    }

    [Fact]
    public void Stacks_BeyondTheLimit_AreNotKept()
    {
        var limits = new NettraceLimits { StackAddresses = 3 };
        var bytes = StreamMaker.Begun().Types((8, "Shop", 3, "")).Stacks(1, [1, 2], [3, 4]).Compressed(new(8, 1, 1, 1), new MadeEvent(8, 1, 2, 2)).End();
        var noted = new NotedEvents();
        var end = new NettraceReader(limits).Read(new MemoryStream(bytes), noted);
        Assert.Equal((NettraceOutcome.Complete, 1), (end.Outcome, end.SkippedBlocks));
        Assert.Equal([[1UL, 2UL], []], noted.All.Select(each => each.Stack));
    }

    [Fact]
    public void Stream_LongerThanTheLimit_IsLeft()
    {
        var end = new NettraceReader(new NettraceLimits { StreamBytes = Whole.Length / 2 }).Read(new MemoryStream(Whole), new NotedEvents());
        Assert.Equal(NettraceOutcome.TooLong, end.Outcome);
    }

    [Fact]
    public void Objects_NestedDeeply_AreNoFields()
    {
        var description = StreamMaker.Description(8, "Shop", 3, "", writer =>
        {
            for (var depth = 0; depth < 10_000; depth++)
            {
                writer.Write(1);
                writer.Write(1);
            }
        });
        byte[] body = [4, 0, 1, 0, 128, 0, .. StreamMaker.With(writer => writer.Write7BitEncodedInt(description.Length)), .. description];
        var noted = new NotedEvents();
        new NettraceReader().Read(new MemoryStream(StreamMaker.Begun().Block("MetadataBlock", body).Compressed(new MadeEvent(8, 1, 1)).End()), noted);
        Assert.True(noted.All.Single().Type.Fields.IsDefault);
    }

    [Fact]
    public void Names_LongerThanTheLimit_AreCut()
    {
        var noted = new NotedEvents();
        new NettraceReader().Read(new MemoryStream(StreamMaker.Begun().Types((8, new string('s', 5_000), 3, "")).Compressed(new MadeEvent(8, 1, 1)).End()), noted);
        Assert.Equal(512, noted.All.Single().Type.Provider.Length);
    }

    private static NettraceEnd Read(Stream stream) => new NettraceReader().Read(stream, new NotedEvents());

    /// <summary>Gives one byte at a time, and fails after some.</summary>
    private sealed class CrumblingStream(byte[] bytes, int failsAt) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position < failsAt ? base.Read(buffer, offset, Math.Min(count, 1)) : throw new IOException("the wire was cut");
    }
}
