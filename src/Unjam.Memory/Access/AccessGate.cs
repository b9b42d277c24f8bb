namespace Unjam.Memory;

/// <summary>What keeps us from reading a process.</summary>
public enum AccessGate
{
    /// <summary>It runs as another user and we lack CAP_SYS_PTRACE.</summary>
    OtherUser,

    /// <summary>It runs in another group and we lack CAP_SYS_PTRACE.</summary>
    OtherGroup,

    /// <summary>It has been marked as not dumpable: it changed its user, holds capabilities, or asked for it.</summary>
    NotDumpable,

    /// <summary>It holds capabilities that we do not.</summary>
    MoreCapabilities,

    /// <summary>Yama scope 1: only ancestors may read.</summary>
    YamaAncestorsOnly,

    /// <summary>Yama scope 2: only CAP_SYS_PTRACE may read.</summary>
    YamaCapabilityOnly,

    /// <summary>Yama scope 3: nobody may read.</summary>
    YamaNobody,

    /// <summary>Our capability does not reach into the user namespace of the process.</summary>
    UserNamespace,

    /// <summary>A security module or a system-call filter confines us.</summary>
    Confinement,

    /// <summary><c>/proc</c> is mounted with hidepid and hides it.</summary>
    Hidden,

    /// <summary>None of the gates that show themselves.</summary>
    Unknown,
}
