using System.Collections.Immutable;
using System.Text;
using Unjam.Cli.Markdown;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export.Tests;

namespace Unjam.Cli.Tests.Screens;

public sealed class TreeScreenTests
{
    private static readonly ImmutableArray<TreeMember> Stalled =
    [
        new(4311, Samples.Healthy with { Loops = [], Pools = [] }, null),
        new(4312, Samples.BlockedLoop, null),
        new(4313, Samples.Healthy, null),
        new(4314, Samples.Inconclusive, null),
        new(4315, Samples.SaturatedPool, null),
        new(4316, null, "Process 4316 runs Python 2.7, which is older than Unjam reads."),
    ];

    [Fact]
    public void Diagnose_Subprocesses_At80Columns() => Approval.Verify(Show(Stalled, left: 3));

    [Fact]
    public void Diagnose_SubprocessesAllHealthy_At80Columns() => Approval.Verify(Show([Stalled[0], Stalled[2]], left: 0));

    [Fact]
    public void Markdown_Subprocesses_AsApproved() => Approval.Verify(Mark(Stalled, left: 3));

    [Fact]
    public void Diagnose_AMasterAlone_HintsAtItsWorkers() => Approval.Verify(Drawn.By(paper =>
        new DiagnosisScreen(paper, TimeSpan.FromSeconds(5), _ => null) { Workers = 4 }.Take(Samples.Healthy with { Loops = [], Pools = [] })));

    [Fact]
    public void Headline_OfAStalledTree_NamesTheWorstAndItsPlace() =>
        Assert.StartsWith("✖ loop-blocked  ≥ 12.4 s  requests.post in pay  /srv/shop/payments.py:41  in 4312, ", Show(Stalled, 0).TrimEnd('\n').Split('\n')[^1]);

    [Fact]
    public void HostileNames_InEveryPlaceOfATree_ReachNobodyUnescaped()
    {
        var reports = new Reports(seed: 13);
        for (var count = 0; count < 50; count++)
        {
            ImmutableArray<TreeMember> members = [new(1, reports.Next(), null), new(2, reports.Next(), null), new(3, null, HostileNames.All[count])];
            Drawn.AssertSafe(Show(members, 1));
            Drawn.AssertSafe(Mark(members, 1));
        }
    }

    private static string Show(ImmutableArray<TreeMember> members, int left) => Drawn.By(paper =>
        new TreeScreen(paper, new DiagnosisScreen(paper, TimeSpan.FromSeconds(5), _ => null)).Write(4311, members, left));

    private static string Mark(ImmutableArray<TreeMember> members, int left)
    {
        using var output = new MemoryStream();
        new TreeMarkdown(output, new DiagnosisMarkdown(output, TimeSpan.FromSeconds(5), _ => null)).Write(4311, members, left);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
