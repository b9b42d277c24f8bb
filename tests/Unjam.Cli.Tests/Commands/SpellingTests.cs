using Unjam.Cli.Commands;

namespace Unjam.Cli.Tests.Commands;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("diagnose", "diagnose", 0)]
    [InlineData("diagnos", "diagnose", 1)]
    [InlineData("diagonse", "diagnose", 2)]
    [InlineData("", "ps", 2)]
    [InlineData("pss", "ps", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void TwoWords_Compared_AreAsFarApartAsLettersDiffer(string typed, string meant, int distance) => Assert.Equal(distance, Spelling.Distance(typed, meant));

    [Theory]
    [InlineData("4312", 4312)]
    [InlineData("0x10d8", 4312)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("+5", null)]
    [InlineData(" 5", null)]
    [InlineData("4312.0", null)]
    [InlineData("99999999999999", null)]
    [InlineData("0x", null)]
    [InlineData("bash", null)]
    public void ProcessId_Read_IsAPositiveNumber(string text, int? pid) => Assert.Equal(pid, Quantities.Pid(text));
}
