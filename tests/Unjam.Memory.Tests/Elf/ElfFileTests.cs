namespace Unjam.Memory.Tests;

public sealed class ElfFileTests
{
    private static readonly string[] Names = ["first", "libfirst", "_PyRuntime"];

    [Fact]
    public void FindSymbol_NameIsTheEndOfAnother_FindsTheRightOne()
    {
        var file = File(new ElfBuilder(0, isGnuHash: true, Names).Bytes);
        for (var i = 0; i < Names.Length; i++)
            Assert.Equal(ElfBuilder.ValueOf(i), file.FindSymbol(Names[i]));
        Assert.Null(file.FindSymbol("second"));
    }

    [Fact]
    public void FindSection_ByName_IsFound()
    {
        var file = File(new ElfBuilder(0, isGnuHash: true, Names).Bytes);
        Assert.Equal(0x180ul, file.FindSection(".PyRuntime")!.Value.Address);
        Assert.Null(file.FindSection(".AsyncioDebug"));
    }

    [Fact]
    public void IsSourceOf_OtherBuildIdOrHeaders_IsNot()
    {
        var bytes = new ElfBuilder(0, isGnuHash: true, Names).Bytes;
        var image = ElfImage.Read(new BytesMemory(new Address(0x5000), bytes), new Address(0x5000));
        Assert.True(File(bytes).IsSourceOf(image));
        foreach (var at in new[] { 24, 64 + 40, ElfBuilder.Notes + 20 })
        {
            var other = (byte[])bytes.Clone();
            other[at] ^= 1;
            Assert.False(File(other).IsSourceOf(image), $"differs at {at}");
        }
    }

    [Fact]
    public void Read_BytesAreDamagedOrCut_IsFoundOrUnreadable()
    {
        var random = new Random(20260612);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new ElfBuilder(0, isGnuHash: true, Names).Bytes;
            for (var damage = 1 + random.Next(4); damage > 0; damage--)
                ElfImageTests.Damage(random, bytes);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            ElfImageTests.AssertTyped(() =>
            {
                var file = File(bytes);
                file.FindSection(".AsyncioDebug");
                file.FindSymbol("_PyRuntime");
                file.ReadBuildId();
            });
        }
    }

    private static ElfFile File(byte[] bytes) => ElfFile.Read(new BytesMemory(Address.Null, bytes));
}
