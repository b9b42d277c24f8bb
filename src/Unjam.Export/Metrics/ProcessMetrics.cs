namespace Unjam.Export.Metrics;

/// <summary>The metrics of a process as the kernel counts them, and of what Unjam finds: names, units and HELP, wherever they are taken.</summary>
public static class ProcessMetrics
{
    public static FamilyBuilder Findings(Vantage from) => FamilyBuilder.Gauge("unjam_finding_active", "", from == Vantage.Outside
        ? "1 while this finding holds by the newest judgement of a watched process; what it means stands at /explain/ID."
        : "1 while this finding holds by the newest judgement of this process of itself; `unjam explain ID` says what it means.");

    public static FamilyBuilder Cpu() => FamilyBuilder.Counter("process_cpu_seconds", "seconds",
        "CPU time the process has used, user and system, as the kernel counts it.");

    public static FamilyBuilder Resident() => FamilyBuilder.Gauge("process_resident_memory_bytes", "bytes", "Memory the process has resident, as the kernel counts it.");

    public static FamilyBuilder Threads() => FamilyBuilder.Gauge("process_threads", "", "Threads of the process, as the kernel counts them.");

    public static FamilyBuilder IoWait() => FamilyBuilder.Counter("process_io_wait_seconds", "seconds",
        "Time the process waited for block devices, where the kernel counts it (kernel.task_delayacct=1); absent where it does not.");

    public static FamilyBuilder Switches() => FamilyBuilder.Counter("process_context_switches", "",
        "Context switches of the threads that are alive: voluntary to wait, involuntary when taken off the CPU. Falls, as if reset, when a thread ends.");

    public static FamilyBuilder Looks() => FamilyBuilder.Counter("unjam_looks", "",
        "Looks taken at the process: ok, degraded (something could not be read), failed (nothing could).");

    public static FamilyBuilder LookDuration() => FamilyBuilder.Histogram("unjam_look_duration_seconds", "seconds",
        "How long looks at the process took. The process runs on meanwhile.");

    public static FamilyBuilder Build() => new("unjam_build", MetricKind.Text, "", "The version of Unjam.");
}
