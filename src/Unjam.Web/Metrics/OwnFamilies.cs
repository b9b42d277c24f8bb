using Unjam.Export.Metrics;
using Unjam.Fleet;

namespace Unjam.Web.Metrics;

/// <summary>What is said of Unjam itself.</summary>
internal static class OwnFamilies
{
    public static IEnumerable<MetricFamily> Of(FleetView view, FamilyOptions options)
    {
        yield return One(ProcessMetrics.Build(), 1, MetricLabels.None.With("version", options.Version));
        yield return One(FamilyBuilder.Counter("unjam_cpu_seconds", "seconds", "CPU time that Unjam itself has used."), view.Own.Cpu.TotalSeconds);
        yield return One(FamilyBuilder.Gauge("unjam_resident_memory_bytes", "bytes", "Memory that Unjam itself has resident."), view.Own.ResidentBytes);
        yield return One(
            FamilyBuilder.Gauge("unjam_slowed_down", "", "1 while looks are rarer than wanted because Unjam reached the bound on its own CPU."), view.Own.IsSlowedDown ? 1 : 0);
        yield return States(view);

        var exports = FamilyBuilder.Counter("unjam_otlp_exports", "", "Exports by OTLP: sent, failed, skipped because the collector had asked to wait. Absent when nothing is exported.");
        if (options.Otlp is { } otlp)
        {
            exports.Add(MetricLabels.None.With("result", "sent"), otlp.Sent);
            exports.Add(MetricLabels.None.With("result", "failed"), otlp.Failed);
            exports.Add(MetricLabels.None.With("result", "skipped"), otlp.Skipped);
        }

        yield return exports.Build();
    }

    private static MetricFamily States(FleetView view)
    {
        var targets = FamilyBuilder.Gauge("unjam_targets", "", "Processes by where their watch stands.");
        targets.Add(MetricLabels.None.With("state", "watching"), Count(view, WatchState.Watching));
        targets.Add(MetricLabels.None.With("state", "attaching"), Count(view, WatchState.Attaching));
        targets.Add(MetricLabels.None.With("state", "refused"), Count(view, WatchState.Refused));
        targets.Add(MetricLabels.None.With("state", "gone"), Count(view, WatchState.Gone));
        return targets.Build();
    }

    private static int Count(FleetView view, WatchState state) => view.Targets.Count(target => target.State == state);

    private static MetricFamily One(FamilyBuilder family, double value, MetricLabels? labels = null)
    {
        family.Add(labels ?? MetricLabels.None, value);
        return family.Build();
    }
}
