using System.Globalization;
using Unjam.Export;
using Unjam.Export.Metrics;

namespace Unjam.Hosting;

/// <summary>What is said of the process itself, and of its findings.</summary>
internal static class ProcessFamilies
{
    // of /proc/self/stat, counted from behind the name: threads, and the ticks that its main thread waited for block devices
    private const int ThreadsField = 17, IoWaitField = 39;
    private const double TicksPerSecond = 100;

    public static IEnumerable<MetricFamily> Of(SelfDiagnosis? diagnosis, string version)
    {
        if (diagnosis is not null)
        {
            var findings = ProcessMetrics.Findings(Vantage.Inside);
            var active = diagnosis.Open.Select(incident => (Id: MetricLabels.Clean(incident.Finding.Id), incident.Finding.Severity));
            foreach (var (id, severity) in active.Distinct())
                findings.Add(MetricLabels.None.With("id", id).With("severity", Names.Of(severity)), 1);
            yield return findings.Build();
            yield return Looks(diagnosis);
        }

        yield return One(ProcessMetrics.Cpu(), Environment.CpuUsage.TotalTime.TotalSeconds);
        yield return One(ProcessMetrics.Resident(), Environment.WorkingSet);
        var stat = StatFields();
        yield return One(ProcessMetrics.Threads(), Number(stat, ThreadsField));
        yield return One(ProcessMetrics.IoWait(), Number(stat, IoWaitField) is > 0 and var ticks ? ticks / TicksPerSecond : null);
        var build = ProcessMetrics.Build();
        build.Add(MetricLabels.None.With("version", version), 1);
        yield return build.Build();
    }

    private static MetricFamily Looks(SelfDiagnosis diagnosis)
    {
        var (all, degraded) = diagnosis.Looks;
        var looks = ProcessMetrics.Looks();
        looks.Add(MetricLabels.None.With("result", "ok"), all - degraded);
        looks.Add(MetricLabels.None.With("result", "degraded"), degraded);
        return looks.Build();
    }

    private static MetricFamily One(FamilyBuilder family, double? value)
    {
        family.Add(MetricLabels.None, value);
        return family.Build();
    }

    private static string[] StatFields()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        try
        {
            var text = File.ReadAllText("/proc/self/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return []; // a system without /proc: what it does not tell is absent
        }
    }

    private static double? Number(string[] fields, int at) =>
        at < fields.Length && double.TryParse(fields[at], CultureInfo.InvariantCulture, out var value) ? value : null;
}
