using System.Text;

namespace Unjam.Memory.Tests;

public sealed class MemoryMapsTests
{
    [Fact]
    public void Parse_OrdinaryLine_HasAllFields()
    {
        var map = One("7f1c2000-7f1c4000 rw-p 00001000 fe:0a 1234567                    /usr/lib/libpython3.11.so.1.0");
        Assert.Equal(
            new MemoryMap(
                new Address(0x7f1c2000), new Address(0x7f1c4000), MapAccess.Read | MapAccess.Write, 0x1000, new FileIdentity(0xfe, 0x0a, 1234567),
                "/usr/lib/libpython3.11.so.1.0", IsDeleted: false),
            map);
        Assert.Equal("libpython3.11.so.1.0", map.FileName.ToString());
        Assert.Equal(0x2000, map.Length);
        Assert.True(map.IsFile);
        Assert.False(map.May(MapAccess.Execute));
    }

    [Theory]
    [InlineData("/a b/c  d.so", "/a b/c  d.so", false)]
    [InlineData("/gone.so (deleted)", "/gone.so", true)]
    [InlineData("/line\\012break", "/line\nbreak", false)]
    [InlineData("/dev/zero (deleted) (deleted)", "/dev/zero (deleted)", true)]
    [InlineData("/ü\u202e.so", "/ü\u202e.so", false)]
    [InlineData("-", "-", false)]
    public void Parse_OddNames_AreKept(string written, string path, bool isDeleted)
    {
        var map = One($"1000-2000 r-xp 00000000 08:01 99 {written}");
        Assert.Equal(path, map.Path);
        Assert.Equal(isDeleted, map.IsDeleted);
    }

    [Fact]
    public void Parse_NoName_IsAnonymous()
    {
        var map = One("1000-2000 ---s 00000000 00:00 0 ");
        Assert.Equal("", map.Path);
        Assert.Equal(MapAccess.Shared, map.Access);
        Assert.False(map.IsFile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("2000-1000 rw-p 00000000 00:00 0")]
    [InlineData("1000-2000")]
    [InlineData("1000-2000 rw")]
    [InlineData("1000-2000 rw-p")]
    [InlineData("11111111111111111-22222222222222222 rw-p 00000000 00:00 0")]
    [InlineData("1000-zzzz rw-p 00000000 00:00 0")]
    [InlineData("1000-2000 rw-p 00000000 00:00 ")]
    public void Parse_LineMakesNoSense_IsLeftOut(string line)
    {
        var maps = Parse($"{line}\n3000-4000 rw-p 00000000 00:00 0\n");
        Assert.Equal(new Address(0x3000), Assert.Single(maps.All.ToArray()).Start);
    }

    [Fact]
    public void Parse_LastLineIsCut_IsLeftOut()
        => Assert.Single(Parse("1000-2000 rw-p 00000000 00:00 0\n3000-4000 rw-p 00000000 00:00 0").All.ToArray());

    [Fact]
    public void TryFind_BetweenAndInMappings_FindsThoseThatHoldIt()
    {
        var maps = Parse("5000-6000 rw-p 00000000 00:00 0\n1000-2000 rw-p 00000000 00:00 0\n2000-3000 r--p 00000000 00:00 0\n");
        Assert.True(maps.TryFind(new Address(0x1fff), out var first));
        Assert.Equal(new Address(0x1000), first.Start);
        Assert.True(maps.TryFind(new Address(0x2000), out var second));
        Assert.Equal(new Address(0x3000), second.End);
        foreach (var outside in new ulong[] { 0, 0xfff, 0x3000, 0x4fff, 0x6000, ulong.MaxValue })
            Assert.False(maps.TryFind(new Address(outside), out _), $"{outside:x}");
    }

    [Fact]
    public void Parse_BytesAreDamaged_NeverFails()
    {
        var random = new Random(20260613);
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("7f1c2000-7f1c4000 rw-p 00001000 fe:0a 1234567  /usr/lib/x.so (deleted)\n", 4)));
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = (byte[])text.Clone();
            for (var damage = 1 + random.Next(6); damage > 0; damage--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var maps = MemoryMaps.Parse(damaged.AsSpan(0, random.Next(damaged.Length)));
            foreach (var map in maps.All)
                Assert.True(map.Start < map.End);
        }
    }

    private static MemoryMaps Parse(string text) => MemoryMaps.Parse(Encoding.UTF8.GetBytes(text));

    private static MemoryMap One(string line) => Assert.Single(Parse(line + "\n").All.ToArray());
}
