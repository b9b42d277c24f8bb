using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class PoolBehindBottleneckTests
{
    private static readonly Stack Checkout = Code.OnWorker(
        Code.Standard("threading.py", "Condition.wait"), Code.Standard("queue.py", "Queue.get"), Code.User("checkout", 30));

    private static readonly Stack Query = Code.OnWorker(Code.User("query", 40));

    /// <summary>All but two of the workers wait for one queue of connections.</summary>
    private static SimulatedPool TwoConnections(ulong on, int workers = 32) => new(name: "db", workers: workers)
    {
        Waits = worker => worker < 2 ? default : new Wait(WaitKind.Queue, on),
        StackOf = worker => worker < 2 ? Query : Checkout,
        KernelOf = (worker, _) => worker < 2 ? Kernels.In(45, 7, "socket:[1]") : Kernels.In(202, 0x1000 + (ulong)worker),
    };

    private static Finding Single(Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(new PoolBehindBottleneck().Judge(timeline)).Findings);

    [Theory]
    [InlineData(0xc0ffee)]
    [InlineData(0)]
    public void ThirtyOfThirtyTwo_WaitForTwoConnections_AreNamedWithTheTwoThatWork(ulong on)
    {
        var finding = Single(new Film().With(TwoConnections(on).Burst(0, 80, 3)).Shoot(2, from: 100.1));
        Assert.Equal("Pool \"db\" waits behind the queue that checkout needs: 30 of 32 busy workers wait for it", finding.Title);
        Assert.Equal(("checkout", 30), (finding.Culprit!.Function, finding.Culprit.Line));
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains(finding.Evidence, line => line.StartsWith("The other 2 workers work", StringComparison.Ordinal));
        Assert.Contains("db_0 in query (shop/app.py:40) and db_1", finding.Evidence.Single(line => line.StartsWith("Probably held", StringComparison.Ordinal)));
        Assert.DoesNotContain(finding.Advice, advice => advice.After is not null);
        Assert.Contains(finding.Advice, advice => advice.Summary.Contains("towards the 2", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoConnections_Rulebook_IsOneFinding()
    {
        var timeline = new Film().With(TwoConnections(9).Burst(0, 80, 3)).Shoot(2, from: 100.1);
        var judgement = Judgement.Of(timeline, Rulebook.All());
        var root = Assert.Single(judgement.Findings);
        Assert.Equal(FindingIds.PoolBehindBottleneck, root.Id);
        Assert.Contains(root.Consequences, line => line.StartsWith("Thread pool \"db\" is exhausted", StringComparison.Ordinal));
    }

    [Fact]
    public void HeldLock_OwnerThatIsKnown_IsNamedWithWhatItDoes()
    {
        var pool = new SimulatedPool
        {
            Waits = _ => new Wait(WaitKind.Lock, 5, Owner: 77),
            Stack = Code.OnWorker(Code.User("charge", 12)),
            Kernel = Kernels.In(202, 1),
        }.Burst(0, 20, 2);
        var owner = new TargetThread(77, 77, "rates-refresh", Code.OnWorker(Code.User("fetch_rates", 5)), StackQuality.Complete, false, default);
        var finding = Single(new Film().With(pool).With(look => look.Threads.Add(owner)).Shoot(2, from: 100.1));
        Assert.Contains("Thread rates-refresh holds it, and is in fetch_rates (shop/app.py:5) meanwhile.", finding.Evidence);
        Assert.Contains("the lock that charge needs", finding.Title);
    }

    [Fact]
    public void DifferentThings_AtOneLine_AreNotShared()
    {
        var pool = new SimulatedPool { Waits = worker => new Wait(WaitKind.Condition, 100 + (ulong)worker), Stack = Checkout, Kernel = Kernels.In(202, 1) };
        Assert.IsType<Verdict.Clear>(new PoolBehindBottleneck().Judge(new Film().With(pool.Burst(0, 20, 2)).Shoot(2, from: 100.1)));
    }

    [Fact]
    public void Identity_ReadInTheLastLookOnly_IsTheSameThingAtThatPlace()
    {
        var film = new Film().With(TwoConnections(0).Burst(0, 80, 3));
        film.With(look =>
        {
            for (var i = 0; film.Now >= Film.Second(102.1) && i < look.Threads.Count; i++)
                look.Threads.Replace(i, look.Threads[i] with { Wait = i < 2 ? default : new Wait(WaitKind.Lock, 0xabc) });
        });
        Assert.Contains("30 of 32", Single(film.Shoot(2, from: 100.1)).Title);
    }

    [Fact]
    public void Sockets_AtOneLine_AreNotShared()
    {
        var pool = new SimulatedPool { Stack = Query, Kernel = Kernels.In(45, 7, "socket:[1]") };
        Assert.IsType<Verdict.Clear>(new PoolBehindBottleneck().Judge(new Film().With(pool.Burst(0, 20, 2)).Shoot(2, from: 100.1)));
    }

    [Fact]
    public void ConsumersThatWaitForWork_WithNothingQueued_AreClear() =>
        Assert.IsType<Verdict.Clear>(new PoolBehindBottleneck().Judge(new Film().With(TwoConnections(9, 8).Burst(0, 8, 1000)).Shoot(3, from: 100.1)));

    [Fact]
    public void ItemsThatComeAndGo_BehindOneThing_AreHeldUpWithoutAQueue()
    {
        var pool = TwoConnections(9, 8);
        for (var i = 0; i < 8; i++)
        {
            for (var at = i * 0.05; at < 6; at += 0.45)
                pool.Item(at, 0.44);
        }

        pool = Sorted(pool, 9);
        Assert.Equal(Severity.Warning, Single(new Film().With(pool).Shoot(3, from: 100.5)).Severity);
    }

    [Fact]
    public void MomentaryContention_OfAFullPool_IsNotABottleneck()
    {
        // only one look in four finds them at the lock
        var pool = new SimulatedPool { Stack = Code.OnWorker(Code.User("step", 3)), KernelOf = (_, at) => Kernels.In(at.Nanoseconds / 50_000_000 % 4 == 2 ? 202 : 230, 1) };
        Assert.IsNotType<Verdict.Found>(new PoolBehindBottleneck().Judge(new Film().With(pool.Burst(0, 20, 2)).Shoot(2, from: 100.1)));
    }

    [Fact]
    public void Waiters_JustBegun_AreUndecided() =>
        Assert.IsType<Verdict.Undecided>(new PoolBehindBottleneck().Judge(new Film().With(TwoConnections(9).Burst(0.1, 80, 3)).Shoot(0.6)));

    [Fact]
    public void Share_ThatIsAskedToBeHigher_IsNotReached() =>
        Assert.IsType<Verdict.Clear>(new PoolBehindBottleneck(share: 0.95).Judge(new Film().With(TwoConnections(9).Burst(0, 80, 3)).Shoot(2, from: 100.1)));

    private static SimulatedPool Sorted(SimulatedPool mixed, ulong on)
    {
        var sorted = TwoConnections(on, 8);
        foreach (var item in mixed.Items.OrderBy(item => item.Arrived))
            sorted.Item((item.Arrived - Film.Second(100)).TotalSeconds, (item.Ended - item.Started).TotalSeconds);
        return sorted;
    }
}
