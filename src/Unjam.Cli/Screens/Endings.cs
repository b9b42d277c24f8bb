using Unjam.Diagnosis;

namespace Unjam.Cli.Screens;

/// <summary>How a watch ended, and what a healthy one saw, in words.</summary>
internal static class Endings
{
    /// <summary>How long it watched and why it stopped.</summary>
    /// <param name="asked">How long it was allowed to take.</param>
    public static string Of(Report report, TimeSpan asked)
    {
        var watched = Spans.Of(report.Quality.Watched);
        return report.Ending switch
        {
            Ending.Certain => $"Certain after {watched} – stopped watching early",
            Ending.Cancelled => $"Interrupted after {watched} of {Spans.Of(asked)}: this is what was seen until then",
            Ending.TargetGone => $"The process went away after {watched}: this is what was seen until then",
            _ => $"Watched for {watched}",
        };
    }

    /// <summary>What there was to see.</summary>
    public static string Seen(Report report) => (report.Loops.Length, report.Pools.Length) switch
    {
        (0, 0) => "no event loop and no thread pool is there",
        var (loops, pools) => $"{Count(loops, "loop")}, {Count(pools, "pool")}",
    };

    /// <summary>A number of things: <c>1 loop</c>, <c>3 loops</c>.</summary>
    public static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    /// <summary>What to do about a process that only starts and minds others.</summary>
    public static string Master(int pid, int workers) =>
        $"{pid} looks like a master: it has no loop and no pool, and {Count(workers, "Python or .NET process", "Python or .NET processes")} below it. Look at its workers: unjam diagnose --subprocesses {pid}";

    /// <summary>How many processes of a tree were watched besides the one that was asked for.</summary>
    public static string Below(int number) => number == 0 ? "no Python or .NET process below it" : $"{Count(number, "Python or .NET process", "Python or .NET processes")} below it";

    /// <summary>That some were not watched.</summary>
    public static string Left(int number) => $"… {Count(number, "more Python or .NET process was", "more Python or .NET processes were")} not watched: give the PID of one, or of a parent closer to it";

    /// <summary>Why a watch could not tell.</summary>
    public static string WhyInconclusive(Report report) =>
        report.Findings.FirstOrDefault(finding => finding.Id == FindingIds.Inconclusive)?.Title ?? "Unjam could not see enough to tell.";

    private static string Count(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{number} {many}";
}
