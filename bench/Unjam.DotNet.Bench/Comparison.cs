using System.Globalization;

namespace Unjam.DotNet.Bench;

/// <summary>Two ways to the same, in turns.</summary>
/// <param name="Name">What is done.</param>
internal sealed record Comparison(string Name)
{
    private const int Warming = 60;
    private const int Turns = 41;

    /// <summary>Prints the first time of each, which compiles, and the medians of processor time and bytes once all is compiled for good.</summary>
    public void Print(Action own, Action library)
    {
        var (ownFirst, libraryFirst) = (Once(own), Once(library));
        var (ownTurns, libraryTurns) = (new List<(double Time, double Bytes)>(), new List<(double Time, double Bytes)>());
        for (var turn = 0; turn < Warming + Turns; turn++)
        {
            ownTurns.Add(Once(own));
            libraryTurns.Add(Once(library));
        }

        ownTurns.RemoveRange(0, Warming);
        libraryTurns.RemoveRange(0, Warming);
        var (mine, theirs) = (Median(ownTurns), Median(libraryTurns));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name,-36} {mine.Time,8:0.00} ms {mine.Bytes / 1024,9:0} KB {theirs.Time,8:0.00} ms {theirs.Bytes / 1024,9:0} KB {theirs.Time / mine.Time,7:0.0} x   first: {ownFirst.Time,6:0} ms {libraryFirst.Time,6:0} ms"));
    }

    private static (double Time, double Bytes) Once(Action run)
    {
        var (time, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        run();
        return ((Environment.CpuUsage.TotalTime - time).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static (double Time, double Bytes) Median(List<(double Time, double Bytes)> turns) =>
        (turns.Select(turn => turn.Time).Order().ElementAt(Turns / 2), turns.Select(turn => turn.Bytes).Order().ElementAt(Turns / 2));
}
