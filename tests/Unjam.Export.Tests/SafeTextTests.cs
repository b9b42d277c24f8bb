using System.Text;

namespace Unjam.Export.Tests;

public sealed class SafeTextTests
{
    [Fact]
    public void EveryHostileName_MadeSafe_HoldsNothingDangerous()
    {
        Assert.All(HostileNames.All, name =>
        {
            var safe = SafeText.Of(name);
            Assert.False(HostileNames.IsDangerous(safe), $"{safe} of a hostile name is still dangerous");
            Assert.True(safe.Length <= SafeText.NameLimit * 10 + 20, $"{safe.Length} characters are too many");
        });
    }

    [Fact]
    public void EveryCodePoint_MadeSafe_HoldsNothingDangerousAndCanBeEncoded()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            var text = value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);
            var safe = SafeText.Of("a" + text + "b");
            Assert.False(HostileNames.IsDangerous(safe), $"U+{value:X} comes through");
            Assert.True(strict.GetByteCount(safe) > 2);
        }
    }

    [Theory]
    [InlineData("legacy_fetch", "legacy_fetch")]
    [InlineData("Service.handle.<locals>.<lambda>", "Service.handle.<locals>.<lambda>")]
    [InlineData("größe_名前_имя", "größe_名前_имя")]
    [InlineData("नमस्ते", "नमस्ते")]
    [InlineData("\x1b[31mx", "\\x1b[31mx")]
    [InlineData("a\nb\tc", "a\\nb\\tc")]
    [InlineData("\u202eevil", "\\u202eevil")]
    [InlineData("\U000e0041", "\\U000e0041")]
    [InlineData("\u009b", "\\x9b")]
    public void Text_MadeSafe_ReadsAsPythonWouldWriteIt(string hostile, string safe) => Assert.Equal(safe, SafeText.Of(hostile));

    [Fact]
    public void LoneSurrogates_MadeSafe_AreWrittenByTheirNumbers() => Assert.Equal("\\udc00a\\ud800", SafeText.Of("\udc00a\ud800"));

    [Fact]
    public void NameLongerThanTheLimit_MadeSafe_IsCutAndSaysItsLength() =>
        Assert.Equal(new string('x', 300) + "…(len=10000)", SafeText.Of(new string('x', 10_000)));

    [Fact]
    public void NameAtTheLimit_MadeSafe_IsWhole() => Assert.Equal(new string('ü', 300), SafeText.Of(new string('ü', 300)));

    [Fact]
    public void MarksStackedHigh_MadeSafe_AreKeptAsFarAsLanguagesNeedThem() =>
        Assert.Equal("e\u0301\u0301\u0301\u0301\\u0301\\u0301", SafeText.Of("e" + new string('\u0301', 6)));

    [Fact]
    public void Nothing_MadeSafe_IsNothing() => Assert.Equal("", SafeText.Of(null));
}
