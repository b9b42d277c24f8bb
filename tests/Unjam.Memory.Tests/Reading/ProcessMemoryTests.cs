using Unjam.Live;

namespace Unjam.Memory.Tests;

public sealed class ProcessMemoryTests : IDisposable
{
    private readonly PatternTarget target = new();

    public void Dispose() => target.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void Read_ManyRanges_AreReadWholeAndPacked(int count)
    {
        using var memory = ProcessMemory.Open(target.Pid);
        var ranges = Enumerable.Range(0, count).Select(i => new MemoryRange(target.Page + (i % 1000), 1 + (i % 9))).ToArray();
        var into = new byte[ranges.Sum(range => range.Length) + 5];

        Assert.Equal(count, memory.Read(ranges, into));

        var expected = ranges.SelectMany(range => PatternTarget.Pattern((int)(range.Start - target.Page), range.Length));
        Assert.Equal(expected, into[..^5]);
        Assert.Equal(new byte[5], into[^5..]);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(2047)]
    [InlineData(2049)]
    [InlineData(8192)]
    public void Read_OneRange_IsReadWhole(int length)
    {
        using var memory = ProcessMemory.Open(target.Pid);
        var into = new byte[length];
        memory.Bytes(target.Page, into);
        Assert.Equal(PatternTarget.Pattern(0, length), into);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void Read_RangeReachesIntoUnmapped_CountsWholeRangesBefore(int good)
    {
        using var memory = ProcessMemory.Open(target.Pid);
        var ranges = Enumerable.Repeat(new MemoryRange(target.Page, 8), good)
            .Append(new MemoryRange(target.Page + ((2 * target.PageSize) - 8), 16))
            .Append(new MemoryRange(target.Page, 8))
            .ToArray();
        Assert.Equal(good, memory.Read(ranges, new byte[ranges.Sum(range => range.Length)]));
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(0x0000_7fff_ffff_fff8ul)]
    [InlineData(0x0000_8000_0000_0000ul)]
    [InlineData(0x7fff_ffff_ffff_fff8ul)]
    [InlineData(0xffff_8000_0000_0000ul)]
    [InlineData(0xffff_ffff_ffff_fff8ul)]
    [InlineData(0xffff_ffff_ffff_fffful)]
    public void Read_AddressOfNoOne_IsUnreadable(ulong at)
    {
        using var memory = ProcessMemory.Open(target.Pid);
        Assert.Throws<UnreadableException>(() => memory.UInt64(new Address(at)));
        MemoryRange[] two = [new(target.Page, 8), new(new Address(at), 16)];
        Assert.Equal(1, memory.Read(two, new byte[24]));
        Assert.True(memory.IsSame());
    }

    [Fact]
    public void Read_LengthNotPositive_IsRefused()
    {
        using var memory = ProcessMemory.Open(target.Pid);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read([new MemoryRange(target.Page, 0)], new byte[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Read([new MemoryRange(target.Page, -1)], new byte[8]));
        Assert.Throws<ArgumentException>(() => memory.Read([new MemoryRange(target.Page, 9)], new byte[8]));
    }

    [Fact]
    public void Read_TargetExits_IsGone()
    {
        using var memory = ProcessMemory.Open(target.Pid);
        memory.EnsureSame();
        target.Exit();
        AssertGone(memory, "exited");
    }

    [Fact]
    public void Read_TargetBecomesAnotherProgram_IsGone()
    {
        using var memory = ProcessMemory.Open(target.Pid);
        var maps = memory.ReadMaps();
        Assert.True(maps.TryFind(target.Page, out _));
        target.BecomeAnotherProgram();
        AssertGone(memory, "another program");
        Assert.Throws<MemoryGoneException>(() => memory.ReadMaps());
    }

    [Fact]
    public void Open_NoSuchProcess_IsGone()
    {
        target.Exit();
        Assert.Throws<MemoryGoneException>(() => ProcessMemory.Open(target.Pid));
        Assert.Throws<MemoryGoneException>(() => ProcessMemory.Open(0));
        Assert.Throws<MemoryGoneException>(() => ProcessMemory.Open(-1));
        Assert.Throws<MemoryGoneException>(() => ProcessMemory.Open(int.MaxValue));
    }

    [Fact]
    public void Open_SecondThread_IsNoProcess()
        => Assert.Throws<MemoryGoneException>(() => ProcessMemory.Open(target.Worker));

    [Fact]
    public void Read_ManyTimes_AllocatesNothing()
    {
        using var memory = ProcessMemory.Open(target.Pid);
        var ranges = Enumerable.Range(0, 300).Select(i => new MemoryRange(target.Page + i, 16)).ToArray();
        var into = new byte[300 * 16];
        Look();
        Assert.Equal(0, Allocations.Of(Look, 1000));

        void Look()
        {
            memory.Read(ranges, into);
            memory.UInt64(target.Page);
            memory.EnsureSame();
        }
    }

    private void AssertGone(ProcessMemory memory, string why)
    {
        Assert.False(memory.IsSame());
        Assert.Contains(why, Assert.Throws<MemoryGoneException>(memory.EnsureSame).Message, StringComparison.Ordinal);
        Assert.Throws<MemoryGoneException>(() => memory.UInt64(target.Page));
        MemoryRange[] two = [new(target.Page, 8), new(target.Page, 8)];
        Assert.Throws<MemoryGoneException>(() => memory.Read(two, new byte[16]));
    }
}
