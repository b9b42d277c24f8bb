using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class PlanningTests
{
    private static PoolPlan Plan(SimulatedPool pool, double seconds, double from = 100.1, double? cpus = null)
    {
        var timeline = new Film().With(pool).With(look => look.Cpus = cpus).Shoot(seconds, from: from);
        var report = ReportOf.Watch(timeline, Judgement.Of(timeline, Rulebook.All()), Ending.Duration, TimeSpan.FromSeconds(seconds), TimeSpan.Zero);
        return Assert.Single(report.Pools).Plan ?? throw new InvalidOperationException("no plan");
    }

    private static SimulatedPool Poisson(SimulatedPool pool, double rate, double service, double seconds, bool isConstant = false)
    {
        var random = new Random(11);
        for (var at = 0.0; at < seconds; at += -Math.Log(1 - random.NextDouble()) / rate)
            pool.Item(at, isConstant ? service : -Math.Log(1 - random.NextDouble()) * service);
        return pool;
    }

    [Fact]
    public void Plan_MoreArrivalsThanCapacity_IsConfidentAndSaysWhatWouldFalsifyIt()
    {
        var plan = Plan(Poisson(new(workers: 8), 40, 0.25, 30), 20, 103);
        Assert.InRange(plan.Load.Offered, 8, 12);
        Assert.InRange(plan.Load.ArrivalVariability!.Value, 0.5, 1.6);
        Assert.InRange(plan.Load.ServiceVariability!.Value, 0.7, 1.3);
        Assert.Null(plan.Present.Wait);
        Assert.InRange(plan.Advised!.Workers, 11, 16);
        Assert.True(plan.IsConfident, string.Join("; ", plan.Because));
        Assert.StartsWith($"It was wrong if, with {plan.Advised.Workers} and the same load", plan.WrongIf);
    }

    [Fact]
    public void Plan_EqualRunTimes_WaitHalfAsLong()
    {
        var plan = Plan(Poisson(new(workers: 4), 15, 0.2, 40, isConstant: true), 30);
        Assert.InRange(plan.Load.ServiceVariability!.Value, 0, 0.02);
        Assert.InRange(plan.Load.Variability, 0.3, 0.8);
    }

    [Fact]
    public void Plan_PoolThatKeepsUp_AdvisesNothing()
    {
        var plan = Plan(Poisson(new(workers: 8), 10, 0.2, 30), 20);
        Assert.Null(plan.Advised);
        Assert.Null(plan.WrongIf);
    }

    [Fact]
    public void Plan_FewItems_SaysThatItIsNotSure() =>
        Assert.Contains(Plan(Poisson(new(workers: 4), 6, 1, 30), 2.5, 103).Because, line => line.StartsWith("only ", StringComparison.Ordinal));

    [Fact]
    public void Plan_Bursts_AreSizedByTheirPeakWithLowConfidence()
    {
        var pool = new SimulatedPool(workers: 4);
        for (var i = 0; i < 30; i++)
            pool.Burst(i * 1.5, 20, 0.25);
        var plan = Plan(pool, 25);
        Assert.Equal(20, plan.Load.Burst);
        Assert.False(plan.IsConfident);
        Assert.Contains(plan.Because, line => line.Contains("bursts", StringComparison.Ordinal));
        Assert.Equal(5, plan.Advised!.Workers);
        Assert.Equal(Sizing.BurstWait(20, 5, plan.Load.Service), plan.Advised.Wait);
    }

    [Fact]
    public void Plan_SharedWait_AdvisesNoSizeAndIsBoundedByThoseThatWork()
    {
        var pool = new SimulatedPool(workers: 8)
        {
            Waits = worker => worker < 2 ? default : new Wait(WaitKind.Lock, 5),
            KernelOf = (worker, _) => worker < 2 ? Kernels.In(45, 7) : Kernels.In(202, 9),
        };
        var plan = Plan(Poisson(pool, 60, 0.2, 20), 5, 103);
        Assert.Null(plan.Advised);
        Assert.Contains("most of its workers wait for the lock", plan.NotMore);
        Assert.Equal(2, plan.Load.Ceiling);
        Assert.Null(Sizing.Predict(plan.Load, 64).Wait);
    }

    [Fact]
    public void Plan_LittleTimeUnderTheLock_IsACeilingOfThreads()
    {
        // one of four holds the lock at any time: a quarter of the run time each
        var plan = Plan(Poisson(new(workers: 4) { HoldsGil = true, Kernel = Kernels.In(45, 7) }, 30, 0.2, 20), 10, 103);
        Assert.Equal(("the interpreter's lock", 3), (plan.Load.CeilingBy, plan.Load.Ceiling));
        Assert.Null(plan.Advised);
    }

    [Fact]
    public void Plan_CpuQuota_IsACeiling()
    {
        var pool = new SimulatedPool(workers: 8) { KernelOf = (_, at) => Kernels.In(45, 7) with { OnCpu = TimeSpan.FromSeconds((at.Seconds - 100) * 0.24) } };
        var plan = Plan(Poisson(pool, 60, 0.2, 20), 6, 103, cpus: 2.5);
        Assert.Equal(("its share of the CPUs", 10), (plan.Load.CeilingBy, plan.Load.Ceiling));
        Assert.Equal(10, plan.Advised!.Workers);
    }

    [Theory]
    [InlineData(PoolKind.AnyioLimiter, 40, "held by workers that are idle")]
    [InlineData(PoolKind.ThreadPoolExecutor, 0, null)]
    public void Plan_TokensHeldByIdleWorkers_AreNotMultiplied(PoolKind kind, int held, string? because)
    {
        var pool = Poisson(new(workers: 4) { Kind = kind, HeldIdle = held, Limit = kind == PoolKind.AnyioLimiter ? 40 : 4 }, 40, 0.2, 20);
        var plan = Plan(pool, 6, 103);
        Assert.Equal(because is null, plan.Advised is not null);
        if (because is not null)
            Assert.Contains(because, plan.NotMore);
    }

    [Fact]
    public void WhatIf_KnownAndUnknownPools_AreAnsweredAndNamed()
    {
        var timeline = new Film().With(Poisson(new(name: "reports"), 40, 0.2, 20)).Shoot(6, from: 103);
        var report = ReportOf.Watch(timeline, Judgement.Of(timeline, Rulebook.All()), Ending.Duration, TimeSpan.FromSeconds(6), TimeSpan.Zero);
        var answered = WhatIfs.Answer(report, [new("reports", 6), new("reports", 40), new("database", 3)], out var refusals, out var isUnknown);
        Assert.True(isUnknown);
        Assert.Equal("--what-if database=3: there is no pool of that name; the pools are \"reports\"", Assert.Single(refusals));
        Assert.Equal([6, 40], answered.Pools[0].WhatIf.Select(each => each.Workers));
        Assert.Null(answered.Pools[0].WhatIf[0].Wait);
        Assert.True(answered.Pools[0].WhatIf[1].Wait < TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void WhatIf_NothingCompleted_SaysToWatchForLonger()
    {
        var timeline = new Film().With(new SimulatedPool(name: "reports").Burst(0, 4, 1000)).Shoot(2);
        var report = ReportOf.Watch(timeline, Judgement.Of(timeline, Rulebook.All()), Ending.Duration, TimeSpan.FromSeconds(2), TimeSpan.Zero);
        _ = WhatIfs.Answer(report, [new("reports", 6)], out var refusals, out var isUnknown);
        Assert.False(isUnknown);
        Assert.Contains("watch for longer", Assert.Single(refusals));
    }
}
