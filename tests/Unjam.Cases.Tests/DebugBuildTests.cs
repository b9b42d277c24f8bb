using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>Real interpreters that were built with Py_DEBUG, whose own table covers what that moves; older ones are refused.</summary>
public sealed class DebugBuildTests
{
    private static readonly Version FirstWithTable = new(3, 13);

    [Fact]
    public void DebugBuild_WithATableOfItsOwn_IsHere() => Assert.NotEmpty(Covered());

    [Theory]
    [MemberData(nameof(Covered))]
    public void DebugBuild_WithATableOfItsOwn_IsDiagnosedAsAnyOther(string name)
    {
        var python = Interpreters.DebugBuilds.Single(each => each.Name == name);
        using (var blocked = LiveTarget.Start(python, "s01_loop_blocked_sleep.py"))
            Diagnosis.AssertCulprit(Diagnosis.Of(blocked).OnlyFinding("loop-blocked"), blocked, "legacy_fetch");
        using (var deadlocked = LiveTarget.Start(python, "s08_nested_submit_deadlock.py"))
        {
            var diagnosis = Diagnosis.Of(deadlocked);
            Diagnosis.AssertCulprit(diagnosis.OnlyFinding("pool-deadlocked"), deadlocked, "parent");
            Assert.Equal(8, diagnosis.Pool("etl").GetProperty("queued").GetInt32());
        }

        using var healthy = LiveTarget.Start(python, "s27_healthy.py");
        Assert.Equal("healthy", Diagnosis.Of(healthy, "--duration", "1s").Verdict);
    }

    public static IEnumerable<object[]> Covered() =>
        Interpreters.DebugBuilds.Where(static each => each.Version >= FirstWithTable).Select(each => new object[] { each.Name });
}
