using Unjam.DotNet.Events;
using Unjam.DotNet.Stacks;
using Unjam.DotNet.Tests.Nettrace;

namespace Unjam.DotNet.Tests.Stacks;

public sealed class MethodMapTests
{
    private readonly MethodMap map = new();

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Methods_HoweverMany_AreFoundByTheirAddresses(int count)
    {
        for (var number = count - 1; number >= 0; number--)
            Add(map, 0x1000 + ((ulong)number * 0x100), $"M{number}");
        Assert.Equal($"Shop.M{count / 2}", map.Find(0x1000 + ((ulong)(count / 2) * 0x100) + 0x3f)!.Name);
        Assert.Null(map.Find(0x1040));
        Assert.Null(map.Find(0xfff));
    }

    [Fact]
    public void Method_ToldAgain_TakesNoRoom()
    {
        for (var turn = 0; turn < 100; turn++)
        {
            for (var number = 0; number < 1000; number++)
                Add(map, (ulong)number * 0x100, "Load");
            Assert.NotNull(map.Find(0x110));
        }

        Assert.InRange(map.Methods, 1000, 1100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void Code_InThePlaceOfOther_IsTheOneToldLast(int between)
    {
        Add(map, 0x1000, "Old");
        Assert.Equal("Shop.Old", map.Find(0x1010)!.Name);
        for (var number = 1; number <= between; number++)
            Add(map, 0x1000 + ((ulong)number * 0x100), "Other");
        Assert.Equal("Shop.Old", map.Find(0x1010)!.Name);
        Add(map, 0x1000, "New");
        Assert.Equal("Shop.New", map.Find(0x1010)!.Name);
        for (var number = 1; number <= between; number++)
            Add(map, 0x9000000 + ((ulong)number * 0x100), "Other");
        Assert.Equal("Shop.New", map.Find(0x1010)!.Name);
    }

    [Fact]
    public void Names_OfALongWatch_DoNotPileUp()
    {
        for (var turn = 0; turn < 20_000; turn++)
        {
            for (var number = 0; number < 10; number++)
                Add(map, (ulong)number * 0x100, $"Load{turn}_{new string('x', 200)}");
        }

        Assert.Equal(0, map.Dropped);
        Assert.StartsWith("Shop.Load19999_", map.Find(0x910)!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Method_WhoseModuleIsToldLater_IsOfItsFileThen()
    {
        Add(map, 0x1000, "Load", module: 7);
        Assert.Equal("", map.Find(0x1000)!.File);
        Assert.True(ModuleEvent.TryRead([.. BitConverter.GetBytes(7L), .. new byte[16], .. StreamMaker.Utf16("/app/Shop.dll")], out var module));
        map.Add(module);
        Assert.Equal(("Shop.Load", "Shop.dll"), (map.Find(0x1000)!.Name, map.Find(0x1000)!.File));
        Assert.Same(map.Find(0x1000), map.Find(0x1001));
    }

    [Fact]
    public void Map_ThatTakesAnother_KnowsBoth()
    {
        Add(map, 0x1000, "Mine");
        Add(map, 0x3000, "Old");
        var other = new MethodMap();
        Add(other, 0x2000, "Theirs");
        Add(other, 0x3000, "New");
        map.Add(other);
        Assert.Equal(("Shop.Mine", "Shop.Theirs", "Shop.New"), (map.Find(0x1000)!.Name, map.Find(0x2000)!.Name, map.Find(0x3000)!.Name));
    }

    [Fact]
    public void Methods_BeyondTheLimit_AreCounted()
    {
        var small = new MethodMap(10);
        for (var number = 0; number < 25; number++)
            Add(small, (ulong)number * 0x100, "Load");
        Assert.Equal((10, 15L), (small.Methods, small.Dropped));
    }

    private static void Add(MethodMap to, ulong address, string name, ulong module = 0)
    {
        var payload = StreamMaker.With(writer =>
        {
            writer.Write(0L);
            writer.Write(module);
            writer.Write(address);
            writer.Write(0x40);
            writer.Write(0L);
            writer.Write(StreamMaker.Utf16("Shop"));
            writer.Write(StreamMaker.Utf16(name));
        });
        Assert.True(MethodEvent.TryRead(payload, out var method));
        to.Add(method);
    }
}
