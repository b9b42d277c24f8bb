using System.Text.Json;
using Unjam.Live;

namespace Unjam.Page.Tests;

/// <summary><c>unjam diagnose --html</c>, on a target that stalls.</summary>
public sealed class HtmlCommandTests
{
    [Fact]
    public void Diagnose_WithHtml_LeavesThePageOfWhatItSaw()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        var file = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():n}.html");
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}", "--html", file);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains($"The page is in {file}", run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var page = File.ReadAllText(file);
        File.Delete(file);

        const string Begin = "<script type=\"application/json\" id=\"document\">";
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        using var document = JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)], new JsonDocumentOptions { MaxDepth = 300 });
        var selected = document.RootElement.GetProperty("selected");
        Assert.Equal("file", document.RootElement.GetProperty("mode").GetString());
        var finding = selected.GetProperty("diagnosis").GetProperty("findings")[0];
        Assert.Equal("loop-blocked", finding.GetProperty("id").GetString());
        Assert.Equal(target.CulpritLine, finding.GetProperty("culprit").GetProperty("line").GetInt32());
        Assert.InRange(selected.GetProperty("points").GetProperty("at").GetArrayLength(), 5, 260);
        Assert.Contains(selected.GetProperty("lanes").EnumerateArray(), lane => lane.GetProperty("spans").EnumerateArray().Any(span => span.GetProperty("block").GetBoolean()));
        Assert.True(selected.GetProperty("flames").GetProperty("loop_block").GetProperty("value").GetDouble() > 0.1);
        Assert.NotEqual(0, selected.GetProperty("stalls").GetArrayLength());
    }

    [Theory]
    [InlineData("/nowhere/at/all/page.html", "there is no directory /nowhere/at/all")]
    [InlineData("/tmp", "/tmp is a directory")]
    [InlineData("/dev/full", "could not be written")]
    public void Html_ThatCannotBeWritten_IsExitCodeSeven(string file, string says)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        var run = CommandRun.Unjam("diagnose", $"{target.Pid}", "--html", file);
        Assert.True(run.ExitCode == 7, $"exit code {run.ExitCode}: {run.Errors}");
        Assert.Contains(says, run.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_WithSubprocesses_IsRefused()
    {
        var run = CommandRun.Unjam("diagnose", "1", "-s", "--html", "/tmp/x.html");
        Assert.Equal(2, run.ExitCode);
    }
}
