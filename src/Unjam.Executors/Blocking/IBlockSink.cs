namespace Unjam.Executors;

/// <summary>Takes reports of blocked loops, on the thread that watches the loop: it may take its time, and what it throws is counted and logged.</summary>
public interface IBlockSink
{
    /// <summary>A callback has become slow and still runs, or a slow callback has ended.</summary>
    void Report(BlockReport report);
}
