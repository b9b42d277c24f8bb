namespace Unjam.Executors.Bench;

/// <summary>An item that does nothing but count, so that the end of a batch is known. Each thread counts on a line of its own: counting is not what is measured.</summary>
public sealed class CountDown : IWork
{
    // more than a run has threads
    private const int MostThreads = 512;
    private const int LongsOfALine = 16;

    private readonly long[] done = new long[MostThreads * LongsOfALine];
    private long expected;

    /// <summary>Begins a batch.</summary>
    public void Expect(int more) => expected += more;

    public void Run() => done[Environment.CurrentManagedThreadId * LongsOfALine]++;

    /// <summary>Waits until the whole batch was run.</summary>
    public void Wait()
    {
        for (var spin = new SpinWait(); Done() < expected;)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private long Done()
    {
        var sum = 0L;
        for (var at = 0; at < done.Length; at += LongsOfALine)
            sum += Volatile.Read(ref done[at]);
        return sum;
    }
}
