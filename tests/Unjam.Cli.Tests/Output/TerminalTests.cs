using Unjam.Cli.Output;

namespace Unjam.Cli.Tests.Output;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(null, "", false)]
    [InlineData(100, "", true)]
    [InlineData(100, "NO_COLOR=1", false)]
    [InlineData(100, "NO_COLOR=", true)]
    [InlineData(100, "UNJAM_NO_COLOR=1", false)]
    [InlineData(100, "TERM=dumb", false)]
    [InlineData(100, "TERM=", false)]
    [InlineData(100, "CLICOLOR=0", false)]
    [InlineData(null, "CLICOLOR_FORCE=1", true)]
    [InlineData(null, "CLICOLOR_FORCE=0", false)]
    [InlineData(null, "CLICOLOR_FORCE=1 NO_COLOR=1", false)]
    public void Colour_LeftToTheEnvironment_IsWhereAPersonReads(int? columns, string environment, bool hasColour) =>
        Assert.Equal(hasColour, Terminal.Of(columns, ColourChoice.Auto, ascii: false, Variables(environment)).HasColour);

    [Fact]
    public void Colour_ChosenOnTheCommandLine_WinsOverTheEnvironment()
    {
        Assert.True(Terminal.Of(null, ColourChoice.Always, ascii: false, Variables("NO_COLOR=1 TERM=dumb")).HasColour);
        Assert.False(Terminal.Of(80, ColourChoice.Never, ascii: false, Variables("CLICOLOR_FORCE=1")).HasColour);
    }

    [Theory]
    [InlineData("LANG=C.UTF-8", false)]
    [InlineData("LANG=de_DE.utf8", false)]
    [InlineData("LANG=C.UTF-8 LC_ALL=C", true)]
    [InlineData("LANG=C LC_CTYPE=en_US.UTF-8", false)]
    [InlineData("LANG=de_DE.ISO-8859-1", true)]
    [InlineData("LANG=", true)]
    public void Signs_ByTheLocale_AreAsciiWhereItIsNotUnicode(string environment, bool isAscii) =>
        Assert.Equal(isAscii, Terminal.Of(80, ColourChoice.Auto, ascii: false, Variables(environment)).IsAscii);

    [Theory]
    [InlineData(null, 80)]
    [InlineData(0, 80)]
    [InlineData(72, 72)]
    [InlineData(300, 120)]
    public void Width_OfTheTerminal_IsKeptReadable(int? columns, int width) =>
        Assert.Equal(width, Terminal.Of(columns, ColourChoice.Auto, ascii: false, Variables("")).Width);

    private static Func<string, string?> Variables(string environment)
    {
        var set = new Dictionary<string, string> { ["TERM"] = "xterm", ["LANG"] = "C.UTF-8" };
        foreach (var pair in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
            set[pair[0]] = pair[1];
        return name => set.GetValueOrDefault(name);
    }
}
