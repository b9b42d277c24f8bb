using Unjam.Export;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Metrics;

/// <summary>What is said of a target as a whole: 17 series (16 of .NET, which has no interpreter lock), and one for each finding.</summary>
internal sealed class TargetFamilies
{
    private readonly FamilyBuilder up = FamilyBuilder.Gauge("unjam_target_up", "",
        "1 while the process is watched; 0 when it could not be attached to, or has gone.");

    private readonly FamilyBuilder findings = ProcessMetrics.Findings(Vantage.Outside);

    private readonly FamilyBuilder gil = FamilyBuilder.Gauge("gil_wait_ratio", "ratio",
        "Share of the lately watched time in which threads wanted the interpreter lock and did not have it. Sampled.");

    private readonly FamilyBuilder cpu = ProcessMetrics.Cpu(), resident = ProcessMetrics.Resident(), threads = ProcessMetrics.Threads();
    private readonly FamilyBuilder ioWait = ProcessMetrics.IoWait(), switches = ProcessMetrics.Switches();
    private readonly FamilyBuilder looks = ProcessMetrics.Looks(), lookDuration = ProcessMetrics.LookDuration();

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
            lookDuration.Add(labels, Buckets.Of(target.LookDuration, MetricBounds.Look, withExemplars: false));
        }
    }

    public IEnumerable<MetricFamily> Build() =>
    [
        up.Build(), findings.Build(), gil.Build(), cpu.Build(), resident.Build(), threads.Build(), ioWait.Build(), switches.Build(),
        looks.Build(), lookDuration.Build(),
    ];

    private void AddPresent(TargetView target, MetricLabels labels)
    {
        gil.Add(labels, target.Target?.Runtime == "dotnet" ? null : target.GilWaitRatio);
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
