namespace Unjam.Memory.Tests;

public sealed class ElfImageTests
{
    private const ulong Base = 0x7f00_0000_0000;
    private static readonly string[] Names = ["first", "_PyRuntime", "last"];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Find_HashTableOfEitherKind_RelocatedOrNot_FindsEverySymbol(bool isGnuHash, bool isRelocated)
    {
        var image = Image(new ElfBuilder(isRelocated ? Base : 0, isGnuHash, Names));
        for (var i = 0; i < Names.Length; i++)
            Assert.Equal(new Address(Base + ElfBuilder.ValueOf(i)), image.Find(Names[i]));
        Assert.Null(image.Find("_PyRuntim"));
        Assert.Null(image.Find("_PyRuntime2"));
        Assert.True(image.Needs("first"u8));
        Assert.False(image.Needs("libpython"u8));
    }

    [Fact]
    public void Find_SymbolIsOnlyAskedFor_FindsNothing()
    {
        var builder = new ElfBuilder(0, isGnuHash: true, Names);
        builder.U16(ElfBuilder.Symbols + (2 * 24) + 6, 0);
        Assert.Null(Image(builder).Find("_PyRuntime"));
    }

    [Fact]
    public void Find_GnuChainHasNoEnd_IsUnreadable()
    {
        var builder = new ElfBuilder(0, isGnuHash: true, Names);
        for (var at = ElfBuilder.HashTable + 28; at < builder.Bytes.Length; at += 4)
            builder.U32(at, 2);
        Assert.Throws<UnreadableException>(() => Image(builder).Find("_PyRuntime"));
    }

    [Fact]
    public void Find_ChainLeadsToItself_IsUnreadable()
    {
        var builder = new ElfBuilder(0, isGnuHash: false, Names);
        builder.U32(ElfBuilder.HashTable + 12 + 4, 1);
        Assert.Throws<UnreadableException>(() => Image(builder).Find("_PyRuntime"));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7fff_ffffu)]
    [InlineData(0xffff_ffffu)]
    public void Find_CountsLie_IsUnreadable(uint count)
    {
        foreach (var isGnuHash in new[] { true, false })
        {
            for (var field = 0; field < 12; field += 4)
            {
                var builder = new ElfBuilder(0, isGnuHash, Names);
                builder.U32(ElfBuilder.HashTable + field, count);
                AssertTyped(() => Image(builder).Find("_PyRuntime"));
            }
        }
    }

    [Fact]
    public void Read_NotElfOrOfOtherWidth_IsUnreadable()
    {
        Assert.Throws<UnreadableException>(() => ElfImage.Read(new BytesMemory(new Address(Base), new byte[4096]), new Address(Base)));
        var narrow = new ElfBuilder(0, isGnuHash: true, Names);
        narrow.Bytes[4] = 1;
        Assert.Contains("64-bit", Assert.Throws<UnreadableException>(() => Image(narrow)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ImageIsCutAnywhere_IsFoundOrUnreadable()
    {
        var whole = new ElfBuilder(0, isGnuHash: true, Names).Bytes;
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = new BytesMemory(new Address(Base), whole[..length]);
            AssertTyped(() => ElfImage.Read(cut, new Address(Base)).Find("_PyRuntime"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Find_BytesAreDamaged_IsFoundOrUnreadable_InBoundedReads(bool isGnuHash)
    {
        var random = new Random(20260611);
        for (var round = 0; round < 20_000; round++)
        {
            var memory = new BytesMemory(new Address(Base), new ElfBuilder(Base, isGnuHash, Names).Bytes);
            for (var damage = 1 + random.Next(4); damage > 0; damage--)
                Damage(random, memory.Bytes);
            AssertTyped(() =>
            {
                var image = ElfImage.Read(memory, new Address(Base));
                image.Find("_PyRuntime");
                image.Needs("libpython"u8);
                image.ReadBuildId();
                Assert.All(image.DataRanges(1 << 20), range => Assert.InRange(range.Length, 1, 1 << 20));
            });
            Assert.InRange(memory.Reads, 1, 400_000);
        }
    }

    [Fact]
    public void Find_AnyReadFails_IsTyped()
    {
        var whole = new BytesMemory(new Address(Base), new ElfBuilder(0, isGnuHash: true, Names).Bytes);
        ElfImage.Read(whole, new Address(Base)).Find("_PyRuntime");
        var reads = whole.Reads;
        Assert.InRange(reads, 5, 20);
        for (var failing = 0; failing < reads; failing++)
        {
            Assert.Throws<MemoryGoneException>(() => ElfImage.Read(new FailingMemory(whole, failing, isGone: true), new Address(Base)).Find("_PyRuntime"));
            AssertTyped(() => ElfImage.Read(new FailingMemory(whole, failing, isGone: false), new Address(Base)).Find("_PyRuntime"));
        }
    }

    internal static void Damage(Random random, byte[] bytes)
    {
        ReadOnlySpan<ulong> bad = [0, 1, 0x7fff_ffff, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, ulong.MaxValue, Base, 0xffff_8000_0000_0000];
        var at = random.Next(bytes.Length - 8);
        if (random.Next(2) == 0)
            bytes[at] ^= (byte)(1 << random.Next(8));
        else
            BitConverter.TryWriteBytes(bytes.AsSpan(at & ~3), bad[random.Next(bad.Length)]);
    }

    internal static void AssertTyped(Action action)
    {
        var failure = Record.Exception(action);
        Assert.True(failure is null or UnreadableException, $"{failure}");
    }

    private static ElfImage Image(ElfBuilder builder) => ElfImage.Read(new BytesMemory(new Address(Base), builder.Bytes), new Address(Base));
}
