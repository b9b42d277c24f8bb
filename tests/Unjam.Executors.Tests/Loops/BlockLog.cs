using System.Collections.Concurrent;

namespace Unjam.Executors.Tests.Loops;

/// <summary>Keeps the reports of blocks, and lets code wait for one.</summary>
internal sealed class BlockLog : IBlockSink
{
    private readonly ConcurrentQueue<BlockReport> reports = new();

    public IReadOnlyList<BlockReport> All => [.. reports];

    public void Report(BlockReport report) => reports.Enqueue(report);

    /// <summary>The first report while a block lasted; waits for it without any managed wait.</summary>
    public BlockReport WhileItLasts() => First(report => !report.IsOver, "No block was reported while it lasted.");

    public BlockReport WhenOver() => First(report => report.IsOver, "No block was reported as over.");

    private BlockReport First(Func<BlockReport, bool> wanted, string otherwise)
    {
        Soon.True(() => reports.Any(wanted), otherwise);
        return reports.First(wanted);
    }
}
