using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class WorkerThreadsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("unjam-tasks").FullName;

    [Fact]
    public void Threads_OfManyNames_OnlyThePoolsAreCounted()
    {
        Add(10, ".NET TP Worker", 'S', 5_000_000, 1_000_000, "202 0x7f00aa 0x0 0x0");
        Add(11, ".NET TP Worker", 'R', 7_000_000, 2_000_000, "running");
        Add(12, ".NET TP Gate", 'S', 1, 1, "202 0x1");
        Add(13, "a) S 1 (b", 'R', 1, 1, "running");
        Add(14, ".NET TP Worker", 'D', 0, 0, "-1 0x7ffc 0x1");
        var tally = new WorkerThreads(root).Tally();
        Assert.Equal(new WorkerTally(3, 2, TimeSpan.FromMilliseconds(3)), tally);

        var list = new WorkerThreads(root).List().OrderBy(each => each.Thread).ToArray();
        Assert.Equal([10, 11, 14], list.Select(each => each.Thread));
        Assert.Equal(new KernelState('S', 202, 0x7f00aa, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(1), false), list[0].State);
        Assert.Equal(-1, list[1].State.SystemCall);
        Assert.Equal(-1, list[2].State.SystemCall);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10 (.NET TP Worker)")]
    [InlineData("10 ).NET TP Worker( S")]
    public void Stat_IsOddlyShaped_IsNoWorker(string stat)
    {
        Add(10, ".NET TP Worker", 'S', 1, 1, "running");
        File.WriteAllText(Path.Combine(root, "10", "stat"), stat);
        Assert.Equal(default(WorkerTally), new WorkerThreads(root).Tally());
    }

    [Fact]
    public void Thread_EndsWhileRead_IsNotCounted()
    {
        Directory.CreateDirectory(Path.Combine(root, "99"));
        Directory.CreateDirectory(Path.Combine(root, "self"));
        Assert.Equal(default(WorkerTally), new WorkerThreads(root).Tally());
    }

    [Fact]
    public void NoList_AnywhereElse_IsNull() => Assert.Null(new WorkerThreads(Path.Combine(root, "none")).Tally());

    [Theory]
    [InlineData(2, 2, 2, 2)]
    [InlineData(6, 6, 2, 2)]
    [InlineData(6, 5, 2, 1)]
    [InlineData(6, 4, 2, 0)]
    [InlineData(2, 2, 4, 2)]
    [InlineData(0, 0, 0, 0)]
    public void Sleepers_SomeHaveNoWork_AreNotCalledBlocked(int threads, int sleeping, int busy, int blocked) =>
        Assert.Equal(blocked, new WorkerTally(threads, sleeping, TimeSpan.Zero).Blocked(busy));

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Add(int thread, string name, char state, long onCpu, long delay, string call)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, $"{thread}")).FullName;
        File.WriteAllText(Path.Combine(folder, "stat"), $"{thread} ({name}) {state} 1 2 3\n");
        File.WriteAllText(Path.Combine(folder, "schedstat"), $"{onCpu} {delay} 12\n");
        File.WriteAllText(Path.Combine(folder, "syscall"), call + "\n");
    }
}
