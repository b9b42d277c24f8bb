using Unjam.Cli.Screens;
using Unjam.Diagnosis;

namespace Unjam.Cli.Tests.Screens;

public sealed class DiagnosisScreenTests
{
    private const string Page =
        """
        # A page

        ## Stop the bleeding
        Restart this worker, or drop the peer
        that does not answer.

        ## Fix
        Something else.
        """;

    [Fact]
    public void Diagnose_BlockedLoop_At80Columns() => Approval.Verify(Show(Samples.BlockedLoop));

    [Fact]
    public void Diagnose_BlockedLoop_At120Columns() => Approval.Verify(Show(Samples.BlockedLoop, width: 120));

    [Fact]
    public void Diagnose_BlockedLoop_At40Columns() => Approval.Verify(Show(Samples.BlockedLoop, width: 40));

    [Fact]
    public void Diagnose_BlockedLoop_InAscii() => Approval.Verify(Show(Samples.BlockedLoop, isAscii: true));

    [Fact]
    public void Diagnose_BlockedLoop_InColour() => Approval.Verify(Show(Samples.BlockedLoop, hasColour: true));

    [Fact]
    public void Diagnose_SaturatedPool_At80Columns() => Approval.Verify(Show(Samples.SaturatedPool));

    [Fact]
    public void Diagnose_PlannedPool_At80Columns() => Approval.Verify(Show(Samples.PlannedPool));

    [Fact]
    public void Diagnose_Deadlock_At80Columns() => Approval.Verify(Show(Samples.Deadlock));

    [Fact]
    public void Diagnose_StoppedTarget_At80Columns() => Approval.Verify(Show(Samples.Stopped));

    [Fact]
    public void Diagnose_Healthy_At80Columns() => Approval.Verify(Show(Samples.Healthy));

    [Fact]
    public void Diagnose_Inconclusive_At80Columns() => Approval.Verify(Show(Samples.Inconclusive));

    [Fact]
    public void Diagnose_TwoFindings_At80Columns() => Approval.Verify(Show(Samples.Two));

    [Fact]
    public void Diagnose_Interrupted_At80Columns() => Approval.Verify(Show(Samples.Healthy with { Ending = Ending.Cancelled }));

    [Fact]
    public void Diagnose_TargetGone_At80Columns() => Approval.Verify(Show(Samples.Deadlock with { Ending = Ending.TargetGone }));

    [Fact]
    public void LastLine_OfFindings_NamesThePlaceUnwrapped()
    {
        var last = Show(Samples.BlockedLoop, width: 40).TrimEnd('\n').Split('\n')[^1];
        Assert.Equal("✖ loop-blocked  ≥ 12.4 s  requests.post in pay  /srv/shop/payments.py:41", last);
    }

    [Fact]
    public void Colour_TakenAway_LeavesTheSameWords() =>
        Assert.Equal(Show(Samples.Two), System.Text.RegularExpressions.Regex.Replace(Show(Samples.Two, hasColour: true), "\x1b\\[[0-9;]*m", ""));

    [Fact]
    public void Ascii_AskedFor_IsAllThereIs() => Assert.True(System.Text.Ascii.IsValid(Show(Samples.Two, isAscii: true)));

    internal static string Show(Report report, int width = 80, bool hasColour = false, bool isAscii = false)
    {
        using var text = new StringWriter();
        new DiagnosisScreen(new Paper(text, width, hasColour, isAscii), TimeSpan.FromSeconds(5), _ => Page).Take(report);
        return text.ToString();
    }
}
