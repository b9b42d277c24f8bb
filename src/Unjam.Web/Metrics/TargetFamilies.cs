using Unjam.Export;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Metrics;

/// <summary>What is said of a target as a whole: 17 series, and one for each finding.</summary>
internal sealed class TargetFamilies
{
    private readonly FamilyBuilder up = FamilyBuilder.Gauge("unjam_target_up", "",
        "1 while the process is watched; 0 when it could not be attached to, or has gone.");

    private readonly FamilyBuilder findings = FamilyBuilder.Gauge("unjam_finding_active", "",
        "1 while this finding holds by the newest judgement of a watched process; what it means stands at /explain/ID.");

    private readonly FamilyBuilder gil = FamilyBuilder.Gauge("gil_wait_ratio", "ratio",
        "Share of the lately watched time in which threads wanted the interpreter lock and did not have it. Sampled.");

    private readonly FamilyBuilder cpu = FamilyBuilder.Counter("process_cpu_seconds", "seconds",
        "CPU time the process has used, user and system, as the kernel counts it.");

    private readonly FamilyBuilder resident = FamilyBuilder.Gauge("process_resident_memory_bytes", "bytes", "Memory the process has resident, as the kernel counts it.");

    private readonly FamilyBuilder threads = FamilyBuilder.Gauge("process_threads", "", "Threads of the process, as the kernel counts them.");

    private readonly FamilyBuilder ioWait = FamilyBuilder.Counter("process_io_wait_seconds", "seconds",
        "Time the process waited for block devices, where the kernel counts it (kernel.task_delayacct=1); absent where it does not.");

    private readonly FamilyBuilder switches = FamilyBuilder.Counter("process_context_switches", "",
        "Context switches of the threads that are alive: voluntary to wait, involuntary when taken off the CPU. Falls, as if reset, when a thread ends.");

    private readonly FamilyBuilder looks = FamilyBuilder.Counter("unjam_looks", "",
        "Looks taken at the process: ok, degraded (something could not be read), failed (nothing could).");

    private readonly FamilyBuilder lookDuration = FamilyBuilder.Histogram("unjam_look_duration_seconds", "seconds",
        "How long looks at the process took. The process runs on meanwhile.");

    public void Add(TargetView target, MetricLabels labels)
    {
        var isWatched = target.State == WatchState.Watching;
        up.Add(labels, isWatched ? 1 : 0);
        if (isWatched)
            AddPresent(target, labels);
        if (target.Process is { } process)
            AddProcess(process, labels);
        if (isWatched || target.LookDuration.Count > 0)
        {
            looks.Add(labels.With("result", "ok"), target.Looks.Ok);
            looks.Add(labels.With("result", "degraded"), target.Looks.Degraded);
            looks.Add(labels.With("result", "failed"), target.Looks.Failed);
            lookDuration.Add(labels, target.LookDuration, Buckets.Look, withExemplars: false);
        }
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        up.Build(), findings.Build(), gil.Build(), cpu.Build(), resident.Build(), threads.Build(), ioWait.Build(), switches.Build(),
        looks.Build(), lookDuration.Build(),
    ];

    private void AddPresent(TargetView target, MetricLabels labels)
    {
        gil.Add(labels, target.GilWaitRatio);
        resident.Add(labels, target.Process?.ResidentBytes);
        threads.Add(labels, target.Process?.Threads);
        foreach (var (id, severity) in (target.Report?.Findings ?? []).Select(finding => (MetricLabels.Clean(finding.Id), finding.Severity)).Distinct())
            findings.Add(labels.With("id", id).With("severity", Names.Of(severity)), 1);
    }

    private void AddProcess(ProcessNumbers process, MetricLabels labels)
    {
        cpu.Add(labels, process.Cpu.TotalSeconds);
        ioWait.Add(labels, process.IoWait?.TotalSeconds);
        switches.Add(labels.With("kind", "voluntary"), process.VoluntarySwitches);
        switches.Add(labels.With("kind", "involuntary"), process.InvoluntarySwitches);
    }
}
