using Unjam.Cli.Screens;

namespace Unjam.Cli.Tests.Screens;

public sealed class PaperTests
{
    [Fact]
    public void LongLine_Written_IsWrappedAtSpacesAndHangs() =>
        Assert.Equal("  one two three four\n    five six\n", Drawn.By(paper => paper.Line($"  one two three four five six", 4), width: 20));

    [Fact]
    public void LongWord_Written_IsLeftWhole() =>
        Assert.Equal("see\n  /a/path/that/is/longer/than/the/paper.py:12\n  now\n", Drawn.By(paper => paper.Line($"see /a/path/that/is/longer/than/the/paper.py:12 now", 2), width: 20));

    [Fact]
    public void WideCharacters_Written_CountTwice() =>
        Assert.Equal("名前名前 名前名前\n名前\n", Drawn.By(paper => paper.Line($"名前名前 名前名前 名前"), width: 20));

    [Fact]
    public void Inks_WithoutColour_Vanish() => Assert.Equal("a b c\n", Drawn.By(paper => paper.Line($"a {Ink.Bad}b{Ink.Plain} c")));

    [Fact]
    public void Inks_WithColour_AreClosedAtTheEndOfEachLine() =>
        Assert.Equal("\x1b[1;31maaaaaaaaaa bbbbbbbb\x1b[0m\n\x1b[1;31mcccccccccc\x1b[0m dd\n", Drawn.By(paper => paper.Line($"{Ink.Bad}aaaaaaaaaa bbbbbbbb cccccccccc{Ink.Plain} dd"), width: 20, hasColour: true));

    [Fact]
    public void Ink_InAName_IsNoInk() => Assert.Equal("\\ue003\n", Drawn.By(paper => paper.Line($"{"\ue003"}"), hasColour: true));

    [Fact]
    public void NonAscii_OnAsciiPaper_IsSpelled() =>
        Assert.Equal("X >= 5 - caf\\u00e9 -> \\U0001f600...\n", Drawn.By(paper => paper.Line($"✖ ≥ 5 – {"café"} → {"😀"}…"), isAscii: true));

    [Fact]
    public void JoinedWords_Wrapped_BreakBetweenThemOnly() =>
        Assert.Equal("busy 31 % ·\nlongest turn 9 ms ·\n0 ready\n", Drawn.By(paper => paper.Line($"{Words.Join(" · ", [$"busy 31 %", $"longest turn 9 ms", $"0 ready"])}"), width: 20));

    [Theory]
    [InlineData(0, "0.0 ms")]
    [InlineData(0.34, "0.3 ms")]
    [InlineData(340, "340 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(1250, "1.25 s")]
    [InlineData(5000, "5.0 s")]
    [InlineData(12_440, "12.4 s")]
    [InlineData(200_000, "3 min 20 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(-5, "0 ms")]
    public void Duration_InWords_HasAboutThreeDigits(double milliseconds, string words) => Assert.Equal(words, Spans.Of(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("/srv/app/main.py", null)]
    [InlineData("<string>", null)]
    [InlineData("/srv/python3.11/app.py", null)]
    [InlineData("/usr/lib/python3.11/asyncio/events.py", "asyncio")]
    [InlineData("/usr/lib/python3.11/concurrent/futures/thread.py", "concurrent.futures")]
    [InlineData("/usr/lib/python3.13t/threading.py", "threading")]
    [InlineData("/srv/venv/lib/python3.12/site-packages/requests/api.py", "requests")]
    [InlineData("/usr/lib/python3/dist-packages/uvicorn/main.py", "uvicorn")]
    [InlineData("<frozen importlib._bootstrap>", "importlib")]
    public void File_OfALibrary_IsToldFromTheUsersOwn(string file, string? library) => Assert.Equal(library, Library.Of(file));
}
