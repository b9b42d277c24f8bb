using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>How good the evidence is, in one line of every report.</summary>
internal static class QualityLine
{
    public static void Write(Paper paper, Quality quality)
    {
        var paused = quality.Paused > TimeSpan.Zero ? $"target paused for {Spans.Of(quality.Paused)}" : "target never paused";
        var cpu = quality.Watched > TimeSpan.Zero ? quality.OwnCpu / quality.Watched : 0;
        Words[] facts =
        [
            $"looks {quality.Looks}", $"ok {quality.Ok}", $"degraded {quality.Degraded}", $"failed {quality.Failed}", $"{paused}", $"own CPU {Spans.Percent(cpu)}",
        ];
        paper.Line($"{Ink.Dim}{Words.Join(" · ", facts)}{Ink.Plain}", 2);
        foreach (var gap in quality.Gaps)
            paper.Line($"{Ink.Dim}not read: {gap:sentence}{Ink.Plain}", 4);
    }
}
