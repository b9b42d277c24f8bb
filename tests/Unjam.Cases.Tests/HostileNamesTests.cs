using System.Text;
using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>Nothing the target names reaches a terminal or a file unescaped.</summary>
public sealed class HostileNamesTests
{
    [Theory]
    [InlineData("diagnose")]
    [InlineData("diagnose", "--json")]
    [InlineData("dump")]
    [InlineData("dump", "--json")]
    public void HostileNames_AreShown_WithoutControlsOrDirectionMarks(string command, string? option = null)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.12"), "unicode_names.py");
        var run = CommandRun.Unjam([command, $"{target.Pid}", .. option is null ? (string[])[] : [option]]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("обработка_заказа", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', run.Errors);
        var bad = run.Output.EnumerateRunes().Where(rune => IsHostile(rune)).Distinct().Select(rune => $"U+{rune.Value:X4}").ToArray();
        Assert.True(bad.Length == 0, $"{string.Join(", ", bad)} in {run.Output}");
    }

    private static bool IsHostile(Rune rune) =>
        rune.Value is (< 0x20 and not '\n') or (>= 0x7f and < 0xa0) or 0x061c or (>= 0x200b and <= 0x200f) or (>= 0x202a and <= 0x202e) or (>= 0x2060 and <= 0x2069) or 0xfeff;
}
