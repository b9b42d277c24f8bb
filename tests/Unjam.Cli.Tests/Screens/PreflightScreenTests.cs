using Unjam.Cli.Screens;
using Unjam.Export;
using Unjam.Export.Tests;

namespace Unjam.Cli.Tests.Screens;

public sealed class PreflightScreenTests
{
    private static readonly Dictionary<string, string> None = [];

    private static readonly PreflightLine[] Ground =
    [
        new("kernel", true, "Linux 6.18, x86-64", None),
        new("proc", true, "/proc is mounted and shows all processes", None),
        new("process_vm_readv", true, "allowed (tried on unjam itself)", None),
    ];

    [Fact]
    public void Preflight_OfAllKinds_AsApproved() => Approval.Verify(string.Join(
        "\n",
        Drawn.By(paper => PreflightScreen.Write(paper, null, [.. Ground, new("capability", null, "you do not hold CAP_SYS_PTRACE: only processes of user 1000 can be read", None)])),
        Drawn.By(paper => PreflightScreen.Write(paper, 4312, [.. Ground, new("user", true, "you and it are user 1000", None)])),
        Drawn.By(paper => PreflightScreen.Write(paper, 4312,
        [
            .. Ground,
            new("user", false, "you are user 1000, it runs as user 0, and you do not hold CAP_SYS_PTRACE", new Dictionary<string, string>
            {
                ["host"] = "sudo unjam diagnose 4312",
                ["docker"] = "docker run --cap-add SYS_PTRACE, or on the host: sudo unjam diagnose $(docker inspect -f '{{.State.Pid}}' NAME)",
                ["kubernetes"] = "kubectl debug -it POD --target=CONTAINER --profile=general --image=IMAGE-WITH-UNJAM",
            }),
        ]))));

    [Fact]
    public void HostileNames_InConditions_ReachNoTerminalUnescaped() => Assert.All(HostileNames.All, name =>
        Drawn.AssertSafe(Drawn.By(paper => PreflightScreen.Write(paper, 1, [new("memory", false, name, new Dictionary<string, string> { ["host"] = name })]))));
}
