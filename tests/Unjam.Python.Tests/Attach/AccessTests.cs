using Unjam.Live;
using Unjam.Memory;
using Installed = Unjam.Live.Interpreter;

namespace Unjam.Python.Tests.Attach;

public sealed class AccessTests : IDisposable
{
    private const ulong Trace = 1UL << 19;
    private const ulong All = 0x1ff_ffff_ffff;

    private static readonly AccessFacts Same = new(
        Pid: 4312, OurUser: 1000, OurGroup: 1000, OurCapabilities: 0, Users: [1000, 1000, 1000], Groups: [1000, 1000, 1000], Capabilities: 0, FileOwner: 1000,
        YamaScope: null, IsInnerUserNamespace: false, IsContainer: false, IsFiltered: false, Confinement: null, IsHidden: false);

    private static readonly AccessFacts Root = Same with { Users = [0, 0, 0], Groups = [0, 0, 0], Capabilities = All, FileOwner = 0 };

    public static TheoryData<AccessGate, AccessFacts, string> Cases() => new()
    {
        { AccessGate.OtherUser, Root, "Process 4312 may not be read: you are user 1000 and it runs as user 0; use `sudo unjam diagnose 4312`." },
        {
            AccessGate.OtherUser, Root with { IsContainer = true },
            "Process 4312 may not be read: you are user 1000 and it runs as user 0; give this container CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE; in Kubernetes securityContext.capabilities.add: [SYS_PTRACE])."
        },
        {
            AccessGate.OtherUser, Same with { OurUser = 0, OurGroup = 0, IsContainer = true },
            "Process 4312 may not be read: you are root without CAP_SYS_PTRACE, and it runs as user 1000; give this container CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE; in Kubernetes securityContext.capabilities.add: [SYS_PTRACE])."
        },
        { AccessGate.OtherUser, Same with { Users = [1000, 1000, 0] }, "Process 4312 may not be read: you are user 1000 and it runs as user 0; use `sudo unjam diagnose 4312`." },
        { AccessGate.OtherGroup, Same with { Groups = [1000, 50, 50] }, "Process 4312 may not be read: it runs in group 50 and you are in group 1000; use `sudo unjam diagnose 4312`." },
        {
            AccessGate.NotDumpable, Same with { FileOwner = 0, YamaScope = 1 },
            "Process 4312 may not be read: it is marked as not dumpable (it changed its user, holds capabilities or asked for it); use `sudo unjam diagnose 4312`."
        },
        { AccessGate.MoreCapabilities, Same with { Capabilities = 1 << 10 }, "Process 4312 may not be read: it holds capabilities that you do not; use `sudo unjam diagnose 4312`." },
        {
            AccessGate.MoreCapabilities, Root with { OurUser = 0, OurGroup = 0, OurCapabilities = All & ~Trace },
            "Process 4312 may not be read: it holds capabilities that you do not; run unjam with CAP_SYS_PTRACE."
        },
        {
            AccessGate.YamaAncestorsOnly, Same with { YamaScope = 1 },
            "Process 4312 may not be read: Yama lets only its ancestors read it (kernel.yama.ptrace_scope = 1); use `sudo unjam diagnose 4312`, or start the service by `unjam run -- COMMAND`."
        },
        { AccessGate.YamaCapabilityOnly, Same with { YamaScope = 2 }, "Process 4312 may not be read: Yama asks for CAP_SYS_PTRACE (kernel.yama.ptrace_scope = 2); use `sudo unjam diagnose 4312`." },
        {
            AccessGate.YamaNobody, Root with { OurUser = 0, OurCapabilities = All, YamaScope = 3 },
            "Process 4312 may not be read: Yama forbids it to everyone (kernel.yama.ptrace_scope = 3); only a reboot with a lower value of kernel.yama.ptrace_scope lifts that."
        },
        {
            AccessGate.UserNamespace, Root with { OurUser = 0, OurCapabilities = All, IsInnerUserNamespace = true },
            "Process 4312 may not be read: you hold CAP_SYS_PTRACE, but only inside your own user namespace, and the process is outside of it; run unjam as root outside of the container or namespace."
        },
        {
            AccessGate.Confinement, Root with { OurUser = 0, OurCapabilities = All, IsContainer = true, Confinement = "docker-default (enforce)\u001b[31m" },
            "Process 4312 may not be read: the security profile \"docker-default (enforce)\ufffd[31m\" confines you; run unjam outside of the container, or start the container with --cap-add SYS_PTRACE and a profile that allows ptrace reads."
        },
        {
            AccessGate.Confinement, Same with { IsFiltered = true },
            "Process 4312 may not be read: a system-call filter (seccomp) is upon you; allow ptrace reads in that profile, or run unjam outside of it."
        },
        {
            AccessGate.Hidden, Same with { IsHidden = true, Users = null, Groups = null, Capabilities = null, FileOwner = null },
            "Process 4312 may not be read: /proc is mounted with hidepid and hides it from you; use `sudo unjam diagnose 4312`."
        },
        {
            AccessGate.Unknown, Same,
            "Process 4312 may not be read: the kernel refused (EPERM) and names no reason; allow ptrace reads in that profile, or run unjam outside of it."
        },
    };

    private readonly string wrapper = Path.GetTempFileName();
    private readonly Installed nobodys;

    public AccessTests()
    {
        File.WriteAllText(wrapper, $"#!/bin/sh\nexec {string.Join(' ', Nobody("/usr/bin/python3"))} \"$@\"\n");
        Assert.Equal(0, CommandRun.Of(["chmod", "755", wrapper]).ExitCode);
        nobodys = Pythons.At(wrapper);
    }

    public void Dispose() => File.Delete(wrapper);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Facts_NamesTheGateAndTheRemedy(AccessGate gate, AccessFacts facts, string message)
        => Assert.Equal(new AccessRefusal(gate, message), AccessRefusal.Of(facts));

    [Fact]
    public void Attach_OtherUsersProcess_NamesBothUsers()
    {
        using var target = LiveTarget.Start(Pythons.System, "idle.py");
        var run = AsNobody("dotnet", Outsider, "attach", $"{target.Pid}");
        Assert.StartsWith(
            $"refused PermissionDenied Process {target.Pid} may not be read: you are user 65534 and it runs as user 0; ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_SameUserButNotDumpable_SaysSo()
    {
        using var target = LiveTarget.Start(nobodys, "known_pages.py", ["--not-dumpable"]);
        var run = AsNobody("dotnet", Outsider, "attach", $"{target.Pid}");
        Assert.StartsWith($"refused PermissionDenied Process {target.Pid} may not be read: it is marked as not dumpable", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_SameUserWithoutRights_IsGranted()
    {
        // where Yama restricts, this one is refused by it, and that is the right answer
        using var target = LiveTarget.Start(nobodys, "known_pages.py");
        var run = AsNobody("dotnet", Outsider, "attach", $"{target.Pid}");
        var isRestricted = File.Exists("/proc/sys/kernel/yama/ptrace_scope") && File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope").Trim() != "0";
        Assert.Contains(isRestricted ? "Yama" : "attached CPython", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_HiddenProcess_SaysSo()
    {
        using var target = LiveTarget.Start(Pythons.System, "idle.py");
        var script = $"mount -t proc -o hidepid=2 proc /proc && exec {string.Join(' ', Nobody("dotnet", Outsider, "attach", $"{target.Pid}"))}";
        var run = CommandRun.Of(["unshare", "--mount", "sh", "-c", script]);
        Assert.StartsWith($"refused PermissionDenied Process {target.Pid} may not be read: /proc is mounted with hidepid", run.Output, StringComparison.Ordinal);
    }

    private static string Outsider => Path.Combine(AppContext.BaseDirectory, "Unjam.Outsider.dll");

    private static CommandRun AsNobody(params string[] words) => CommandRun.Of(Nobody(words));

    // it may still read our files, wherever they are; that right does not count for reading processes
    private static string[] Nobody(params string[] words) =>
        ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search", .. words];
}
