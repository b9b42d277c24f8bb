using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Hosting.Tests.Diagnosis;

public sealed class IncidentsTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private static Moment At(double seconds) => Moment.FromSeconds(seconds);

    private static Finding Blocked(double held, bool isOver = false) => new(FindingIds.LoopBlocked, Severity.Warning, $"blocked for {held}", "main")
    {
        Held = new Held(TimeSpan.FromSeconds(held), false, TimeSpan.Zero, isOver),
    };

    [Fact]
    public void Finding_FoundAgainAndAgain_IsOneIncident()
    {
        var incidents = new Incidents(Quiet);
        var (opened, _) = incidents.See([Blocked(1)], At(1));
        Assert.Equal(1, Assert.Single(opened).Number);
        for (var second = 2; second < 60; second++)
        {
            var (again, closed) = incidents.See([Blocked(second)], At(second));
            Assert.Empty(again);
            Assert.Empty(closed);
        }

        Assert.Equal(TimeSpan.FromSeconds(59), Assert.Single(incidents.Open).Finding.Held!.Value.Duration);
    }

    [Fact]
    public void Finding_GoneForAWhile_ClosesItsIncidentOnce()
    {
        var incidents = new Incidents(Quiet);
        incidents.See([Blocked(1)], At(1));
        Assert.Empty(incidents.See([], At(5.9)).Closed);
        Assert.Equal(At(6), Assert.Single(incidents.See([], At(6)).Closed).Closed);
        Assert.Empty(incidents.See([], At(7)).Closed);
        Assert.Empty(incidents.Open);
    }

    [Fact]
    public void BlockThatIsOver_WhileItIsRemembered_ClosesAndIsNoNews()
    {
        var incidents = new Incidents(Quiet);
        incidents.See([Blocked(1)], At(1));
        incidents.See([Blocked(2, isOver: true)], At(2));
        Assert.Single(incidents.See([Blocked(2, isOver: true)], At(7)).Closed);
        Assert.Empty(incidents.See([Blocked(2, isOver: true)], At(8)).Opened);
        Assert.Empty(incidents.Open);
        Assert.Equal(2, Assert.Single(incidents.See([Blocked(3)], At(9)).Opened).Number);
    }

    [Fact]
    public void FindingsOfOtherSubjects_AtTheSameTime_AreIncidentsOfTheirOwn()
    {
        var incidents = new Incidents(Quiet);
        var (opened, _) = incidents.See([Blocked(1), Blocked(1) with { Subject = "other" }], At(1));
        Assert.Equal([1L, 2], opened.Select(incident => incident.Number));
        incidents.See([Blocked(1) with { Subject = "other" }], At(6));
        Assert.Equal("other", Assert.Single(incidents.Open).Finding.Subject);
    }

    [Fact]
    public void Culprit_OfABlockThatIsKnownAlready_IsNoNewIncidentAndAnotherOneIs()
    {
        var incidents = new Incidents(Quiet);
        incidents.See([Blocked(1)], At(1));
        Assert.Empty(incidents.See([Blocked(2) with { Culprit = new Culprit("Load", "", 0, null, null, null) }], At(2)).Opened);
        Assert.Equal("Load", Assert.Single(incidents.Open).Finding.Culprit?.Function);
        Assert.Equal(2, Assert.Single(incidents.See([Blocked(3) with { Culprit = new Culprit("Save", "", 0, null, null, null) }], At(3)).Opened).Number);
    }

    [Fact]
    public void Inconclusive_WhenFound_IsNoIncident()
    {
        var incidents = new Incidents(Quiet);
        Assert.Empty(incidents.See([new Finding(FindingIds.Inconclusive, Severity.Warning, "too little was seen", "process")], At(1)).Opened);
    }
}
