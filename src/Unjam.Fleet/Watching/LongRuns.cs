using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Proves what runs for very long while something else is looked at closely: a closer look remembers seconds, and this half a minute.</summary>
internal sealed class LongRuns(Attached attached, Setting setting) : IDisposable
{
    private Burst? burst;
    private Moment dueAt;

    /// <summary>What is stuck as of the last judgement.</summary>
    public ImmutableArray<Finding> Stuck { get; private set; } = [];

    /// <summary>Takes a look of its own when it is time for one.</summary>
    /// <param name="isWanted">Whether anything runs for so long that it may be stuck.</param>
    public void See(Snapshot look, bool isWanted)
    {
        if (!isWanted)
        {
            Dispose();
            return;
        }

        burst ??= Burst.Begin(attached, setting, look, isLasting: true, isRound: false);
        if (look.At < dueAt)
            return;
        dueAt = look.At + burst.Interval;
        var at = burst.Take(attached.Probe, setting.Time).At;
        if (burst.IsDue(at))
            Stuck = [.. burst.Judge(at, setting.Time).Findings.Where(finding => finding.Id == FindingIds.WorkerStuck)];
    }

    /// <summary>A report with what is stuck besides.</summary>
    public Report With(Report report) =>
        Stuck.IsEmpty || report.Findings.Any(finding => finding.Id == FindingIds.WorkerStuck)
            ? report
            : report with { Outcome = Outcome.Findings, Findings = [.. report.Findings.Where(finding => finding.Id != FindingIds.Inconclusive), .. Stuck] };

    public void Dispose()
    {
        if (burst is not null)
            setting.Governor.EndBurst();
        burst = null;
        Stuck = [];
    }
}
