using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Attach.Preflight;

/// <summary>What the kernel asks before it lets us read a process (<c>ptrace_may_access</c>): a pure function of the facts.</summary>
internal static class AccessConditions
{
    /// <summary>What can be said without a process.</summary>
    public static IEnumerable<Condition> OfOurselves(AccessFacts facts)
    {
        yield return new("capability", null, facts.MayTrace
            ? "you hold CAP_SYS_PTRACE: processes of all users can be read"
            : $"you do not hold CAP_SYS_PTRACE: only processes of user {facts.OurUser} can be read");
        yield return Yama(facts);
    }

    public static IEnumerable<Condition> Of(AccessFacts facts)
    {
        var strangers = (facts.Users ?? []).Where(user => user != facts.OurUser).ToArray();
        var otherGroups = (facts.Groups ?? []).Where(group => group != facts.OurGroup).ToArray();
        yield return Permission("user", facts, strangers.Length == 0 && otherGroups.Length == 0, strangers.Length > 0
            ? $"you are user {facts.OurUser}, it runs as user {strangers[0]}"
            : otherGroups.Length > 0 ? $"you are in group {facts.OurGroup}, it runs in group {otherGroups[0]}" : $"you and it are user {facts.OurUser}");
        var isDumpable = facts.OurUser == 0 || facts.FileOwner != 0;
        yield return Permission("dumpable", facts, isDumpable, isDumpable
            ? facts.OurUser == 0 ? "it does not matter: you are root" : "it is dumpable"
            : "it is not dumpable: it changed its user, holds capabilities or asked for it");
        var holdsMore = ((facts.Capabilities ?? 0) & ~facts.OurCapabilities) != 0;
        yield return Permission("capabilities", facts, !holdsMore, holdsMore ? "it holds capabilities that you do not" : "it holds none that you do not");
        yield return Yama(facts);
    }

    // The capability opens all of these gates, unless it counts in our own user namespace only: then the attempt decides.
    private static Condition Permission(string id, AccessFacts facts, bool isMet, string says)
    {
        if (isMet)
            return new(id, true, says);
        if (facts.MayTrace)
            return new(id, facts.IsInnerUserNamespace ? null : true, says + (facts.IsInnerUserNamespace ? "; your CAP_SYS_PTRACE counts inside your user namespace only" : "; you hold CAP_SYS_PTRACE"));
        return new(id, false, says + ", and you do not hold CAP_SYS_PTRACE") { Failure = AttachFailure.PermissionDenied, Remedy = Remedies.Right(facts.Pid) };
    }

    private static Condition Yama(AccessFacts facts) => facts.YamaScope switch
    {
        null => new("yama", true, "the kernel has no Yama"),
        0 => new("yama", true, "kernel.yama.ptrace_scope = 0"),
        >= 3 => new("yama", false, "kernel.yama.ptrace_scope = 3: nobody may read any process") { Failure = AttachFailure.PermissionDenied, Remedy = Remedies.Nobody },
        var scope when facts.MayTrace => new("yama", true, $"kernel.yama.ptrace_scope = {scope}; you hold CAP_SYS_PTRACE"),
        1 => new("yama", false, "kernel.yama.ptrace_scope = 1: without CAP_SYS_PTRACE only ancestors may read a process")
        {
            Failure = AttachFailure.PermissionDenied,
            Remedy = Remedies.Scope,
        },
        _ => new("yama", false, "kernel.yama.ptrace_scope = 2: only CAP_SYS_PTRACE may read a process") { Failure = AttachFailure.PermissionDenied, Remedy = Remedies.Scope },
    };
}
