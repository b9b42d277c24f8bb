using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class OtherRulesTests
{
    [Fact]
    public void Stopped_EverSinceAttach_IsCriticalAndSettled()
    {
        var found = Assert.IsType<Verdict.Found>(new TargetStopped().Judge(new Film().With(look => look.State = TargetState.Stopped).Shoot(1)));
        var finding = Assert.Single(found.Findings);
        Assert.True(found.IsSettled);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Contains("(already so when attached)", finding.Evidence[0]);
        Assert.Contains("kill -CONT", finding.Advice[0].Summary);
    }

    [Fact]
    public void Stopped_OnlyKernelLooksAreAsked_MemoryLooksInBetweenDoNotEndIt()
    {
        var film = new Film().With(look => look.State = look.Depth >= LookDepth.Kernel ? TargetState.Traced : TargetState.Running);
        var finding = Assert.Single(Assert.IsType<Verdict.Found>(new TargetStopped().Judge(film.Shoot(1))).Findings);
        Assert.Contains("tracer", finding.Title);
    }

    [Fact]
    public void Stopped_ForAWhile_SaysWas()
    {
        var film = new Film().With(look => look.State = look.At.Seconds is > 101 and < 102 ? TargetState.Frozen : TargetState.Running);
        var finding = Assert.Single(Assert.IsType<Verdict.Found>(new TargetStopped().Judge(film.Shoot(3))).Findings);
        Assert.Equal("The process was frozen by its cgroup: nothing in it could run", finding.Title);
        Assert.True(finding.Held!.Value.IsOver);
    }

    [Fact]
    public void Stopped_InOneLook_IsUndecided()
    {
        var film = new Film().With(look => look.State = look.At.Seconds is > 100.99 and < 101.001 ? TargetState.Stopped : TargetState.Running);
        Assert.IsType<Verdict.Undecided>(new TargetStopped().Judge(film.Shoot(2)));
    }

    [Fact]
    public void Stopped_Running_IsClear() => Assert.IsType<Verdict.Clear>(new TargetStopped().Judge(new Film().Shoot(1)));

    [Fact]
    public void Inconclusive_MoreThanATenthFailed_SaysWhy()
    {
        var film = new Film { Fails = at => at.Seconds > 100.7 };
        var finding = Assert.Single(Assert.IsType<Verdict.Found>(new Inconclusive().Judge(film.Shoot(1))).Findings);
        Assert.Contains("30 of 101 looks saw nothing", finding.Title);
        Assert.Equal("The last look that failed could not read interpreter: the list of threads moved while it was read.", finding.Evidence[0]);
    }

    [Fact]
    public void Inconclusive_AFewFailed_IsClear() =>
        Assert.IsType<Verdict.Clear>(new Inconclusive().Judge(new Film { Fails = at => at.Seconds > 100.95 }.Shoot(1)));

    [Fact]
    public void Inconclusive_HardlyALook_IsBlind() =>
        Assert.True(Assert.IsType<Verdict.Undecided>(new Inconclusive().Judge(new Film().Shoot(0.05))).IsBlind);

    [Fact]
    public void All_AThousandHealthyLooks_FindNothing()
    {
        var loop = new SimulatedLoop().Shows(0, Code.OnLoop(Code.Coroutine("handler", 4)));
        var pool = new SimulatedPool(workers: 8);
        for (var i = 0; i < 500; i++)
        {
            loop.Polls(0.018).Turns(0.001, 0.001);
            pool.Item(i * 0.02, 0.015);
        }

        var judgement = Judgement.Of(new Film().With(loop).With(pool).Shoot(9.9), Rulebook.All());
        Assert.Empty(judgement.Findings);
        Assert.Empty(judgement.Undecided);
        Assert.Equal(Outcome.Healthy, judgement.Outcome);
    }

    [Fact]
    public void All_NoLookSucceeded_IsInconclusiveNotHealthy() =>
        Assert.Equal(Outcome.Inconclusive, Judgement.Of(new Film { Fails = _ => true }.Shoot(1), Rulebook.All()).Outcome);
}
