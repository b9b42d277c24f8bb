using System.Runtime.InteropServices;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Attach.Preflight;

namespace Unjam.Python.Tests.Attach;

/// <summary>What preflight makes of facts that this machine may not show: Yama, filters, other users.</summary>
public class PreflightTests
{
    private static readonly GroundFacts GoodGround = new(new Version(6, 1), Architecture.X64, HasProc: true, HidePid: null, ReadingMode.Both);

    private static readonly AccessFacts Good = new(
        4312, OurUser: 1000, OurGroup: 1000, OurCapabilities: 0, [1000, 1000, 1000], [1000, 1000, 1000], Capabilities: 0, FileOwner: 1000, YamaScope: null,
        IsInnerUserNamespace: false, IsContainer: false, IsFiltered: false, Confinement: null, IsHidden: false);

    private const ulong Tracing = 1UL << 19;

    [Fact]
    public void Ground_WhereAllIsWell_IsMet() => Assert.All(GroundConditions.Of(GoodGround), condition => Assert.True(condition.IsMet));

    [Fact]
    public void Ground_WithAnOldKernelOrAnotherProcessor_IsUnsupported()
    {
        AssertUnmet("kernel", AttachFailure.Unsupported, GroundConditions.Of(GoodGround with { Kernel = new Version(4, 4) }));
        AssertUnmet("kernel", AttachFailure.Unsupported, GroundConditions.Of(GoodGround with { Architecture = Architecture.Arm64 }));
    }

    [Fact]
    public void Ground_WithoutProc_NeedsPermission() => AssertUnmet("proc", AttachFailure.PermissionDenied, GroundConditions.Of(GoodGround with { HasProc = false }));

    [Fact]
    public void Ground_WithTheCallFiltered_IsServedByTheFile()
    {
        var condition = GroundConditions.Of(GoodGround with { Reading = ReadingMode.File }).Single(each => each.Id == "process_vm_readv");
        Assert.True(condition.IsMet);
        Assert.Contains("/proc/PID/mem serves instead", condition.Says);
    }

    [Fact]
    public void Ground_WithBothWaysRefused_NamesTheFilter()
    {
        var unmet = AssertUnmet("process_vm_readv", AttachFailure.PermissionDenied, GroundConditions.Of(GoodGround with { Reading = null }));
        Assert.Contains("seccomp", unmet.Remedy!.Docker);
        Assert.Contains("seccompProfile", unmet.Remedy.Kubernetes);
    }

    [Theory]
    [InlineData("proc /proc proc rw,nosuid,hidepid=2 0 0", "2")]
    [InlineData("proc /proc proc rw,hidepid=invisible,gid=5 0 0", "invisible")]
    [InlineData("proc /proc proc rw,hidepid=off 0 0", null)]
    [InlineData("proc /proc proc rw,relatime 0 0", null)]
    [InlineData("proc /chroot/proc proc rw,hidepid=2 0 0", null)]
    public void Mounts_AsTheKernelListsThem_TellWhatProcHides(string line, string? hides) => Assert.Equal(hides, GroundFacts.HidePidOf(["sysfs /sys sysfs rw 0 0", line]));

    [Fact]
    public void Access_ToAProcessOfOurOwn_IsMet() => Assert.All(AccessConditions.Of(Good), condition => Assert.True(condition.IsMet));

    [Theory]
    [InlineData("user")]
    [InlineData("dumpable")]
    [InlineData("capabilities")]
    [InlineData("yama")]
    public void Gate_ThatIsClosed_SaysSoWithARemedyForEveryPlaceAndOpensWithTheCapability(string gate)
    {
        var facts = gate switch
        {
            "user" => Good with { Users = [0, 0, 0] },
            "dumpable" => Good with { FileOwner = 0 },
            "capabilities" => Good with { Capabilities = 1 << 10 },
            _ => Good with { YamaScope = 1 },
        };
        var unmet = AssertUnmet(gate, AttachFailure.PermissionDenied, AccessConditions.Of(facts));
        Assert.Contains("sudo", unmet.Remedy!.Host);
        Assert.Contains("--cap-add SYS_PTRACE", unmet.Remedy.Docker);
        Assert.Contains("SYS_PTRACE", unmet.Remedy.Kubernetes);
        Assert.All(AccessConditions.Of(facts with { OurCapabilities = Tracing }), condition => Assert.True(condition.IsMet));
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, false, true)]
    [InlineData(2, false, true)]
    [InlineData(3, false, false)]
    public void YamaScope_WithAndWithoutTheCapability_OpensOrCloses(int scope, bool without, bool with)
    {
        Assert.Equal(without, Yama(Good with { YamaScope = scope }));
        Assert.Equal(with, Yama(Good with { YamaScope = scope, OurCapabilities = Tracing }));
        static bool? Yama(AccessFacts facts) => AccessConditions.Of(facts).Single(each => each.Id == "yama").IsMet;
    }

    [Fact]
    public void Capability_InAnInnerUserNamespace_LeavesItToTheAttempt() =>
        Assert.Null(AccessConditions.Of(Good with { Users = [0, 0, 0], OurCapabilities = Tracing, IsInnerUserNamespace = true }).Single(each => each.Id == "user").IsMet);

    [Fact]
    public void Conditions_OfNoSuchProcess_EndThere()
    {
        var conditions = Conditions.Of(4_194_303, TimeProvider.System);
        AssertUnmet("process", AttachFailure.NoSuchProcess, conditions);
        Assert.Equal("process", conditions[^1].Id);
    }

    [Fact]
    public void Conditions_OfAProcessThatIsNoPython_EndAtTheRuntime() =>
        AssertUnmet("runtime", AttachFailure.Unsupported, Conditions.Of(Environment.ProcessId, TimeProvider.System));

    private static Condition AssertUnmet(string id, AttachFailure failure, IEnumerable<Condition> conditions)
    {
        var unmet = Assert.Single(conditions, condition => condition.IsMet == false);
        Assert.Equal((id, (AttachFailure?)failure), (unmet.Id, unmet.Failure));
        return unmet;
    }
}
