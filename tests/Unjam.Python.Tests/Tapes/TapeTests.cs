using Unjam.Live;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Tests.Tapes;

public class TapeTests
{
    [Fact]
    public void Library_OfTapes_HasEveryVersionAndScenario() =>
        Assert.Equal((8 * 4) + 1, TapeLibrary.Names.Count);

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "blocked", MemberType = typeof(TapeLibrary))]
    public void Look_AtABlockedLoop_NamesTheCallAndTheTurn(string tape)
    {
        var snapshot = First(tape);
        var loop = Assert.Single(snapshot.Loops.Span.ToArray());
        Assert.Equal(LoopPhase.Running, loop.Phase);
        Assert.Equal("GET /report", loop.Task);
        Assert.Equal("handler", loop.Coroutine?.Name);
        Assert.Equal(0, loop.Turn.Index - loop.Turn.Count + 1);
        Assert.Equal(3, loop.Tasks);
        var thread = snapshot.Threads[loop.Thread];
        Assert.Equal("MainThread", thread.Name);
        Assert.Equal(["legacy_fetch:3", "repository:4", "handler:5"], thread.Stack.Frames.Take(3).Select(static frame => $"{frame.Function.Name}:{frame.Line}"));
        Assert.Equal(0, snapshot.Gaps.Count);
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "blocked", MemberType = typeof(TapeLibrary))]
    public void TwoLooks_AtABlockedLoop_SeeTheSameTurnAndTheSameStackObject(string tape)
    {
        var memory = new TapeMemory(TapeLibrary.Load(tape));
        var sight = RecordedPython.Of(TapeLibrary.Load(tape)).Through(memory);
        var first = sight.Take(LookDepth.Everything);
        memory.TryNext();
        var second = sight.Take(LookDepth.Memory);
        Assert.True(first.Loops[0].Turn.IsSameCallbackAs(second.Loops[0].Turn));
        Assert.Same(first.Threads[first.Loops[0].Thread].Stack, second.Threads[second.Loops[0].Thread].Stack);
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "blocked", MemberType = typeof(TapeLibrary))]
    public void Look_ForEverything_FollowsTheAwaits(string tape)
    {
        var tasks = First(tape).Tasks.Span.ToArray();
        var main = tasks.Single(static task => task.Name == "Task-1");
        Assert.Equal("task GET /report", main.AwaitsOn);
        Assert.Equal(["main:12"], main.Awaits.Frames.Select(static frame => $"{frame.Function.Name}:{frame.Line}"));
        var victim = tasks.Single(static task => task.Name == "victim");
        Assert.Equal("Future", victim.AwaitsOn);
        Assert.Equal(["sleep", "victim"], victim.Awaits.Frames.Select(static frame => frame.Function.Name));
        Assert.True(tasks.Single(static task => task.Name == "GET /report").IsRunning);
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "pools", MemberType = typeof(TapeLibrary))]
    public void Look_AtEveryKindOfPool_NamesTheirWorkersAndCallers(string tape)
    {
        var snapshot = First(tape);
        var pools = snapshot.Pools.Span.ToArray();
        var executor = pools.Single(static pool => pool.Name == "callers");
        Assert.Equal((2, 1), (executor.Workers.Count, executor.Queued));
        Assert.All(snapshot.Workers.Of(executor.Workers).ToArray(), static worker => Assert.Contains(worker.Item.Caller?.Coroutine?.Name, new[] { "directly", "in_time" }));
        Assert.Equal(2, pools.Single(static pool => pool.Kind == PoolKind.MultiprocessingPool).Workers.Count);
        Assert.Equal(2, pools.Single(static pool => pool.Kind == PoolKind.QueuePool).Workers.Count);
        // AnyIO is installed beside Debian's Pythons
        Assert.Equal(tape[..4] is "3.11" or "3.14" or "3.15" ? 1 : 0, pools.Count(static pool => pool.Kind == PoolKind.AnyioLimiter));
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "backlog", MemberType = typeof(TapeLibrary))]
    public void Look_AtABacklog_CountsWorkersAndQueue(string tape)
    {
        var snapshot = First(tape);
        var pool = Assert.Single(snapshot.Pools.Span.ToArray());
        Assert.Equal(("report-pool", 4), (pool.Name, pool.Limit));
        var workers = snapshot.Workers.Of(pool.Workers).ToArray();
        Assert.Equal(4, workers.Length);
        Assert.All(workers, static worker => Assert.Equal("timed", worker.Item.Function?.Name));
        Assert.Equal(pool.Queued, pool.Queue.Count);
        Assert.Equal(0, pool.Queued % 4);
        Assert.All(snapshot.Queue.Of(pool.Queue).ToArray(), static item => Assert.Equal(("timed", 5), (item.Function?.Name, item.Function?.FirstLine)));
        Assert.Equal(snapshot.Queue.Count, snapshot.Queue.Span.ToArray().Select(static item => item.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "deadlock", MemberType = typeof(TapeLibrary))]
    public void Look_AtANestedSubmit_ShowsWorkersThatAwaitQueuedItems(string tape)
    {
        var snapshot = First(tape);
        var pool = Assert.Single(snapshot.Pools.Span.ToArray());
        var queued = snapshot.Queue.Of(pool.Queue).ToArray().Select(static item => item.Result).ToHashSet();
        Assert.Equal(("etl", 8), (pool.Name, pool.Queued));
        Assert.All(snapshot.Workers.Of(pool.Workers).ToArray(), worker => Assert.Contains(worker.AwaitsResult, queued));
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.Of), "trio", MemberType = typeof(TapeLibrary))]
    public void Look_AtTrio_TellsItsLimitersApart(string tape)
    {
        var snapshot = First(tape);
        var pools = snapshot.Pools.Span.ToArray();
        Assert.Equal(
            [("trio default limiter", 5, 5, 7), ("trio limiter", 2, 2, 3)],
            pools.Select(static pool => (pool.Name, pool.Limit ?? 0, pool.Borrowed ?? 0, pool.Queued)));
        Assert.All(pools, static pool => Assert.Equal((PoolKind.TrioLimiter, 0UL), (pool.Kind, pool.Loop)));
        Assert.Equal(["slow", "held"], pools.Select(pool => Assert.Single(Functions(snapshot.Workers.Of(pool.Workers).ToArray().Where(static worker => worker.IsBusy).Select(static worker => worker.Item)))));
        Assert.Equal(["slow", "held"], pools.Select(pool => Assert.Single(Functions(snapshot.Queue.Of(pool.Queue).ToArray()))));
        // eleven threads: five and two hold tokens, three are idle, and one works for the program itself
        Assert.Equal((8, 2), (pools[0].Workers.Count, pools[1].Workers.Count));
        Assert.Equal(0, snapshot.Gaps.Count);
    }

    [Theory]
    [MemberData(nameof(TapeLibrary.All), MemberType = typeof(TapeLibrary))]
    public void Look_ThatFindsNothingNew_AllocatesNothing(string tape)
    {
        var memory = new TapeMemory(TapeLibrary.Load(tape));
        var sight = RecordedPython.Of(TapeLibrary.Load(tape)).Through(memory);
        memory.TryNext();
        memory.TryNext();
        var snapshot = new Snapshot();
        for (var i = 0; i < 10; i++)
            LookInto(sight, snapshot);
        Assert.Equal(0, Allocations.Of(() => LookInto(sight, snapshot), 100));
    }

    private static IEnumerable<string?> Functions(IEnumerable<WorkItem> items) => items.Select(static item => item.Function?.Name).Distinct();

    private static void LookInto(PythonSight sight, Snapshot snapshot)
    {
        sight.Prefetch();
        snapshot.Begin(Looks.Late, LookDepth.Memory);
        sight.Read(snapshot);
    }

    private static Snapshot First(string tape)
    {
        var loaded = TapeLibrary.Load(tape);
        return RecordedPython.Of(loaded).Through(new TapeMemory(loaded)).Take(LookDepth.Everything);
    }
}
