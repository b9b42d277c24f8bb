using Unjam.Cli.Actions;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export.Tests;

namespace Unjam.Cli.Tests.Screens;

public sealed class CheckScreenTests
{
    [Fact]
    public void Check_OfAllKindsOfReports_AsApproved() => Approval.Verify(string.Join(
        "\n",
        Show(Samples.Healthy),
        Show(Samples.Two),
        Show(Samples.Two, Severity.Warning),
        Show(Samples.SaturatedPool with { Findings = [Samples.SaturatedPool.Findings[0] with { Severity = Severity.Warning }] }),
        Show(Samples.Inconclusive),
        Show(Samples.Healthy with { Ending = Ending.Cancelled }),
        Show(Samples.Stopped with { Findings = [Samples.Stopped.Findings[0] with { Severity = Severity.Warning }], Ending = Ending.TargetGone })));

    [Fact]
    public void Findings_BelowTheBar_Pass() =>
        Assert.StartsWith("✔ PASSED", Last(Show(Samples.SaturatedPool with { Findings = [Samples.SaturatedPool.Findings[0] with { Severity = Severity.Warning }] })));

    [Fact]
    public void Findings_AtTheBar_FailAndStandAboveTheVerdict()
    {
        var lines = Show(Samples.Two).TrimEnd('\n').Split('\n');
        Assert.StartsWith("✖ FAILED", lines[^1]);
        Assert.Equal("✖ loop-blocked  ≥ 12.4 s  requests.post in pay  /srv/shop/payments.py:41", lines[^2]);
        Assert.StartsWith("▲ pool-saturated", lines[^3]);
    }

    [Fact]
    public void HostileNames_InEveryPlaceOfAReport_ReachNoTerminalUnescaped()
    {
        var reports = new Reports(seed: 12);
        for (var count = 0; count < 200; count++)
            Drawn.AssertSafe(Show(reports.Next()));
    }

    private static string Last(string text) => text.TrimEnd('\n').Split('\n')[^1];

    private static string Show(Report report, Severity failOn = Severity.Critical) =>
        Drawn.By(paper => new CheckScreen(paper, TimeSpan.FromSeconds(30), failOn, Diagnosing.CodeOf(report, failOn)).Take(report));
}
