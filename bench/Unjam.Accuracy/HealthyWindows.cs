using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Live;
using Unjam.Python;

namespace Unjam.Accuracy;

/// <summary>Many short watches of programs that are well: each finding is a false alarm.</summary>
public static class HealthyWindows
{
    private static readonly WatchOptions Window = new(TimeSpan.FromMilliseconds(250), 100);

    /// <summary>Watches all silent cases side by side, each on every Python it runs on, until there were so many windows.</summary>
    /// <returns>How many windows there were, how many were inconclusive, and the findings.</returns>
    public static (int Windows, int Inconclusive, ImmutableArray<string> Alarms) Run(int windows)
    {
        var programs = (from each in Cases.All where each.Finding is null from python in Cases.PythonsFor(each) select (each, python)).ToArray();
        var alarms = new ConcurrentQueue<string>();
        int done = 0, inconclusive = 0;
        // four at once, that mostly sleep: what is measured is Unjam, not what a crowded machine does to the programs
        Parallel.ForEach(programs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, program =>
        {
            using var target = program.each.Start(program.python);
            using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
            var share = (windows + programs.Length - 1) / programs.Length;
            for (var i = 0; i < share; i++)
            {
                var report = new Watch(probe, probe.Target, TimeProvider.System, Rulebook.All(), Window).Run();
                Interlocked.Increment(ref done);
                if (report.Outcome == Outcome.Inconclusive)
                    Interlocked.Increment(ref inconclusive);
                foreach (var finding in report.Findings.Where(finding => finding.Id != FindingIds.Inconclusive))
                    alarms.Enqueue($"{program.each.Name} on {program.python}: {finding.Id}: {finding.Title} {string.Join(' ', finding.Evidence)}");
            }
        });
        return (done, inconclusive, [.. alarms]);
    }
}
