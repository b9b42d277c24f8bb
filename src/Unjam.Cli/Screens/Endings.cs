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
}
