namespace Unjam.Memory.Tests;

public sealed class ByteSearchTests
{
    private static readonly Address Start = new(0x10_0000);

    [Theory]
    [InlineData(0)]
    [InlineData(65_528)]
    [InlineData(65_533)]
    [InlineData(65_536)]
    [InlineData(131_071)]
    [InlineData(199_992)]
    public void Find_PatternAtOrAcrossTheEndOfAPiece_IsFoundOnce(int at)
    {
        var bytes = new byte[200_000];
        "xdebugpy"u8.CopyTo(bytes.AsSpan(at));
        Span<long> places = stackalloc long[4];
        Assert.Equal(1, ByteSearch.Find(new BytesMemory(Start, bytes), Start, (ulong)bytes.Length, "xdebugpy"u8, alignment: 1, places));
        Assert.Equal(at, places[0]);
        Assert.Equal(at % 8 == 0 ? 1 : 0, ByteSearch.Find(new BytesMemory(Start, bytes), Start, (ulong)bytes.Length, "xdebugpy"u8, alignment: 8, places));
    }

    [Fact]
    public void Find_MorePlacesThanRoom_StopsWhenFull()
    {
        Span<long> places = stackalloc long[3];
        Assert.Equal(3, ByteSearch.Find(new BytesMemory(Start, new byte[100]), Start, 100, "\0\0"u8, alignment: 4, places));
        Assert.Equal([0, 4, 8], places.ToArray());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 62)]
    public void Find_LengthLies_EndsWhereNothingIsReadable(ulong length)
    {
        var memory = new BytesMemory(Start, new byte[200_000]);
        Assert.Equal(0, ByteSearch.Find(memory, Start, length, "xdebugpy"u8, alignment: 1, new long[1]));
        Assert.InRange(memory.Reads, 1, 5);
    }
}
