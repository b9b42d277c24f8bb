using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class SingleAndGilTests
{
    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    private static string[] Ids(Timeline timeline) => [.. Judgement.Of(timeline, Rulebook.All()).Findings.Select(finding => finding.Id)];

    private static SimulatedPool One(PoolKind kind) => new(name: "thread-sensitive", workers: 1) { Kind = kind, Stack = Code.OnWorker(Code.User("orm_query", 8)) };

    [Fact]
    public void Single_AsgirefThatSerialises_AdvisesAThreadForEachRequest()
    {
        var timeline = new Film().With(One(PoolKind.Asgiref).Burst(0, 20, 0.3)).Shoot(1.5, from: 100.1);
        var finding = Single(new SingleThreadExecutor(), timeline);
        Assert.Equal("The one thread of \"thread-sensitive\" does everything, one after the other: 14 items waiting", finding.Title);
        Assert.Equal("await sync_to_async(orm_query, thread_sensitive=False)(…)", finding.Advice[0].After);
        Assert.DoesNotContain(finding.Advice, advice => advice.After?.Contains("max_workers", StringComparison.Ordinal) == true);
        Assert.Equal([FindingIds.SingleThreadExecutor], Ids(timeline));
    }

    [Fact]
    public void Single_OtherPoolOfOne_IsNotToldToGrow() =>
        Assert.Contains("only if its work may run side by side", Single(new SingleThreadExecutor(), new Film().With(One(PoolKind.ThreadPoolExecutor).Burst(0, 20, 0.3)).Shoot(1.5, from: 100.1)).Advice[0].Summary);

    [Fact]
    public void Single_ThatKeepsUp_IsClear()
    {
        var pool = One(PoolKind.Asgiref);
        for (var i = 0; i < 60; i++)
            pool.Burst(i * 0.05, 2, 0.02);
        Assert.IsType<Verdict.Clear>(new SingleThreadExecutor().Judge(new Film().With(pool).Shoot(2.54, from: 100.1)));
    }

    [Fact]
    public void Single_JustBegun_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new SingleThreadExecutor().Judge(new Film().With(One(PoolKind.Asgiref).Burst(0.1, 20, 5)).Shoot(0.6)));

    [Fact]
    public void Single_PoolOfTwo_IsAnotherRules() =>
        Assert.IsType<Verdict.Clear>(new SingleThreadExecutor().Judge(new Film().With(new SimulatedPool(workers: 2).Burst(0, 20, 3)).Shoot(2, from: 100.1)));

    private static SimulatedPool Computing(bool holds = true, KernelState? kernel = null) => new(name: "cpu")
    {
        HoldsGil = holds,
        Stack = Code.OnWorker(Code.User("score", 6)),
        KernelOf = (worker, at) => kernel ?? ((at.Nanoseconds / 50_000_000 % 4) == worker ? Kernels.Running(TimeSpan.FromSeconds((at.Seconds - 100) / 4)) : Kernels.ForGil),
    };

    [Fact]
    public void Gil_FourThreadsThatCompute_DoTheWorkOfOne()
    {
        var timeline = new Film().With(Computing().Burst(0, 20, 2)).Shoot(2, from: 100.1);
        var finding = Single(new PoolGilBound(), timeline);
        Assert.Equal("Pool \"cpu\" computes under one lock: 4 threads do the work of one", finding.Title);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("ProcessPoolExecutor()", finding.Advice[0].After);
        Assert.Equal([FindingIds.PoolGilBound], Ids(timeline));
    }

    [Fact]
    public void Gil_BusyWithNothingQueued_IsAWarning() =>
        Assert.Equal(Severity.Warning, Single(new PoolGilBound(), new Film().With(Computing().Burst(0, 4, 100)).Shoot(2, from: 100.1)).Severity);

    [Fact]
    public void Gil_ComputingWithoutTheLock_IsClear() =>
        Assert.IsType<Verdict.Clear>(new PoolGilBound().Judge(new Film().With(Computing(holds: false, Kernels.Running(TimeSpan.FromSeconds(1))).Burst(0, 20, 2)).Shoot(2, from: 100.1)));

    [Fact]
    public void Gil_HeldBySomebodyElse_IsNotThePoolsFault() =>
        Assert.IsType<Verdict.Clear>(new PoolGilBound().Judge(new Film().With(Computing(holds: false, Kernels.ForGil).Burst(0, 20, 2)).Shoot(2, from: 100.1)));

    [Fact]
    public void Gil_ShortWatch_IsUndecided() =>
        Assert.IsType<Verdict.Undecided>(new PoolGilBound().Judge(new Film().With(Computing().Burst(0, 20, 2)).Shoot(0.6, from: 100.1)));

    [Fact]
    public void Gil_OneThread_IsNoPoolThatShares() =>
        Assert.IsType<Verdict.Clear>(new PoolGilBound().Judge(new Film().With(Computing().Item(0, 100)).Shoot(2, from: 100.1)));

    [Fact]
    public void Gil_LoopThatIsStarvedByIt_IsTheOneFinding()
    {
        var loop = new SimulatedLoop { Kernel = (_, _) => Kernels.ForGil }.Polls(1000, nextTimer: Film.Second(100));
        Assert.Equal([FindingIds.LoopStarvedByGil], Ids(new Film().With(loop).With(Computing().Burst(0, 4, 100)).Shoot(2, from: 100.1)));
    }

    [Fact]
    public void SlowClients_OfAThreadedServer_AreNamedAsSuch()
    {
        var stack = Code.OnWorker(
            Code.Standard("socket.py", "SocketIO.readinto"), Code.Standard("http/server.py", "BaseHTTPRequestHandler.handle_one_request"), Code.User("serve", 15));
        var pool = new SimulatedPool { Stack = stack, Kernel = Kernels.In(45, 9, "socket:[77]") }.Burst(0, 20, 3);
        var finding = Single(new PoolSaturated(), new Film().With(pool).Shoot(2, from: 100.1));
        Assert.Contains("clients that send slowly", finding.Advice[0].Summary);
        Assert.Contains("slow clients", finding.Title);
        Assert.DoesNotContain(finding.Advice, advice => advice.After?.Contains("max_workers", StringComparison.Ordinal) == true);
    }
}
