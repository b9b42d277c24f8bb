using Unjam.Model;

namespace Unjam.Python.Attach.Preflight;

/// <summary>The remedies, by what is missing.</summary>
internal static class Remedies
{
    private const string DebugContainer = "kubectl debug -it POD --target=CONTAINER --profile=general --image=IMAGE-WITH-UNJAM";
    private const string PodCapability = "or in the pod's manifest: securityContext.capabilities.add: [SYS_PTRACE]";

    public static Remedy Kernel { get; } = new("run it on Linux 4.11 or newer, x86-64", "containers use the host's kernel: the host needs Linux 4.11, x86-64", "the node needs Linux 4.11, x86-64");

    public static Remedy Proc { get; } = new("sudo mount -t proc proc /proc", "do not mask /proc: docker run without --security-opt systempaths", "do not set securityContext.procMount");

    public static Remedy Calls { get; } = new(
        "run unjam outside of the system-call filter; in a systemd unit: SystemCallFilter=process_vm_readv",
        "docker run --cap-add SYS_PTRACE (Docker's own profile then allows it), or --security-opt seccomp=PROFILE that allows process_vm_readv",
        "securityContext.seccompProfile.type: RuntimeDefault with capabilities.add: [SYS_PTRACE], or a Localhost profile that allows process_vm_readv");

    public static Remedy Scope { get; } = new(
        "sudo sysctl kernel.yama.ptrace_scope=0, or run unjam by sudo",
        $"docker run --cap-add SYS_PTRACE; the value itself is the host's",
        $"{DebugContainer}; {PodCapability}; the value itself is the node's");

    public static Remedy Nobody { get; } = new(
        "boot with a lower kernel.yama.ptrace_scope: 3 cannot be taken back",
        "boot the host with a lower kernel.yama.ptrace_scope: 3 cannot be taken back",
        "boot the node with a lower kernel.yama.ptrace_scope: 3 cannot be taken back");

    /// <summary>The right to read another's memory.</summary>
    public static Remedy Right(int pid) => new(
        $"sudo unjam diagnose {pid}",
        $"docker run --cap-add SYS_PTRACE, or on the host: sudo unjam diagnose $(docker inspect -f '{{{{.State.Pid}}}}' NAME)",
        $"{DebugContainer}; {PodCapability}");

    /// <summary>The process is to be seen.</summary>
    public static Remedy Sight(int pid) => new(
        $"unjam ps lists the processes; hidden ones: sudo unjam diagnose {pid}, or mount -o remount,hidepid=0 /proc",
        "join its process namespace: docker run --pid=container:NAME, or --pid=host",
        $"join its process namespace: {DebugContainer}, or shareProcessNamespace: true in the pod");
}
