namespace Unjam.Memory;

/// <summary>Why the kernel refused, and what to do: a pure function of what <c>/proc</c> shows.</summary>
/// <param name="Gate">The first gate that is closed, in the order in which the kernel asks (<c>ptrace_may_access</c>, then the security modules).</param>
/// <param name="Message">One sentence: what happened and what to do.</param>
public sealed record AccessRefusal(AccessGate Gate, string Message)
{
    /// <summary>Explains a refusal.</summary>
    public static AccessRefusal Of(AccessFacts facts)
    {
        var gate = GateOf(facts);
        return new AccessRefusal(gate, $"Process {facts.Pid} may not be read: {Reason(gate, facts)}; {Remedy(gate, facts)}.");
    }

    private static AccessGate GateOf(AccessFacts facts)
    {
        if (facts.IsHidden)
            return AccessGate.Hidden;
        if (facts.YamaScope >= 3)
            return AccessGate.YamaNobody;
        if (facts.MayTrace)
            return facts.IsInnerUserNamespace ? AccessGate.UserNamespace : Confined(facts);
        if (facts.Users is { } users && users.Any(user => user != facts.OurUser))
            return AccessGate.OtherUser;
        if (facts.Groups is { } groups && groups.Any(group => group != facts.OurGroup))
            return AccessGate.OtherGroup;
        if (facts.OurUser != 0 && facts.FileOwner == 0)
            return AccessGate.NotDumpable;
        if (((facts.Capabilities ?? 0) & ~facts.OurCapabilities) != 0)
            return AccessGate.MoreCapabilities;
        return facts.YamaScope switch
        {
            1 => AccessGate.YamaAncestorsOnly,
            2 => AccessGate.YamaCapabilityOnly,
            _ => Confined(facts),
        };
    }

    private static AccessGate Confined(AccessFacts facts)
        => facts.Confinement is not null || facts.IsFiltered ? AccessGate.Confinement : AccessGate.Unknown;

    private static string Reason(AccessGate gate, AccessFacts facts) => gate switch
    {
        AccessGate.Hidden => "/proc is mounted with hidepid and hides it from you",
        AccessGate.YamaNobody => "Yama forbids it to everyone (kernel.yama.ptrace_scope = 3)",
        AccessGate.UserNamespace => "you hold CAP_SYS_PTRACE, but only inside your own user namespace, and the process is outside of it",
        AccessGate.OtherUser when facts.OurUser == 0 => $"you are root without CAP_SYS_PTRACE, and it runs as user {OtherUser(facts)}",
        AccessGate.OtherUser => $"you are user {facts.OurUser} and it runs as user {OtherUser(facts)}",
        AccessGate.OtherGroup => $"it runs in group {facts.Groups!.First(group => group != facts.OurGroup)} and you are in group {facts.OurGroup}",
        AccessGate.NotDumpable => "it is marked as not dumpable (it changed its user, holds capabilities or asked for it)",
        AccessGate.MoreCapabilities => "it holds capabilities that you do not",
        AccessGate.YamaAncestorsOnly => "Yama lets only its ancestors read it (kernel.yama.ptrace_scope = 1)",
        AccessGate.YamaCapabilityOnly => "Yama asks for CAP_SYS_PTRACE (kernel.yama.ptrace_scope = 2)",
        AccessGate.Confinement when facts.Confinement is { } profile => $"the security profile \"{TargetText.Printable(profile)}\" confines you",
        AccessGate.Confinement => "a system-call filter (seccomp) is upon you",
        _ => "the kernel refused (EPERM) and names no reason",
    };

    private static string Remedy(AccessGate gate, AccessFacts facts) => gate switch
    {
        AccessGate.YamaNobody => "only a reboot with a lower value of kernel.yama.ptrace_scope lifts that",
        AccessGate.UserNamespace => "run unjam as root outside of the container or namespace",
        AccessGate.Confinement or AccessGate.Unknown => facts.IsContainer
            ? "run unjam outside of the container, or start the container with --cap-add SYS_PTRACE and a profile that allows ptrace reads"
            : "allow ptrace reads in that profile, or run unjam outside of it",
        _ when facts.IsContainer => "give this container CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE; in Kubernetes securityContext.capabilities.add: [SYS_PTRACE])",
        AccessGate.YamaAncestorsOnly => $"use `sudo unjam diagnose {facts.Pid}`, or start the service by `unjam run -- COMMAND`",
        _ when facts.OurUser == 0 => "run unjam with CAP_SYS_PTRACE",
        _ => $"use `sudo unjam diagnose {facts.Pid}`",
    };

    private static uint OtherUser(AccessFacts facts) => facts.Users!.First(user => user != facts.OurUser);
}
