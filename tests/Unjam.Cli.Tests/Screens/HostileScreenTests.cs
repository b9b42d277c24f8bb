using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Export.Tests;
using Unjam.Model;

namespace Unjam.Cli.Tests.Screens;

public sealed class HostileScreenTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void HostileNames_InEveryPlaceOfAReport_ReachNoTerminalUnescaped(bool hasColour, bool isAscii)
    {
        var reports = new Reports(seed: 11);
        for (var count = 0; count < 200; count++)
        {
            var report = reports.Next();
            Drawn.AssertSafe(Drawn.By(paper => new DiagnosisScreen(paper, TimeSpan.FromSeconds(5), _ => null).Take(report), 80, hasColour, isAscii));
        }
    }

    [Fact]
    public void HostileNames_InEveryPlaceOfADump_ReachNoTerminalUnescaped()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var look = Looks.Make(seed);
            var target = new Target(1, "cpython", "3.11", "CPython\x1b[2J", "python \x1b]0;evil\a\u202e.py");
            Drawn.AssertSafe(Drawn.By(paper => DumpScreen.Write(paper, target, look)));
        }
    }

    [Fact]
    public void HostileNames_InAListOfProcesses_ReachNoTerminalUnescaped() =>
        Drawn.AssertSafe(Drawn.By(paper => PsScreen.Write(paper, [.. HostileNames.All.Select((name, index) => new ListedProcess(index, name, name, [], 0, name))])));

    [Fact]
    public void HostileTitle_InTheProgressLine_ReachesNoTerminalUnescaped()
    {
        using var error = new MemoryStream();
        var terminal = new Terminal(IsTerminal: true, 80, HasColour: false, IsAscii: false, CanErase: true);
        var stage = new Stage(new MemoryStream(), error, terminal, terminal);
        foreach (var name in HostileNames.All)
        {
            using var line = new ProgressLine(stage, Samples.Target with { Implementation = name }, TimeSpan.FromSeconds(5), isAlone: true);
            line.Report(new WatchProgress(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), 100, 1, name));
        }

        Drawn.AssertSafe(System.Text.Encoding.UTF8.GetString(error.ToArray()).Replace("\r\x1b[K", ""));
    }

    [Fact]
    public void MessageOfARefusal_WithHostileNames_ReachesNoTerminalUnescaped()
    {
        using var error = new MemoryStream();
        var terminal = new Terminal(IsTerminal: false, 80, HasColour: false, IsAscii: false, CanErase: false);
        var stage = new Stage(new MemoryStream(), error, terminal, terminal);
        foreach (var name in HostileNames.All)
            Guard.Run(stage, _ => throw new AttachException(AttachFailure.Unsupported, $"Process 4312 ({name}) is not a Python process."));
        Drawn.AssertSafe(System.Text.Encoding.UTF8.GetString(error.ToArray()));
    }
}
