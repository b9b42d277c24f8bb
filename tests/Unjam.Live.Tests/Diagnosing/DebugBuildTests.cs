using Unjam.Live.Tests.BadInput;

namespace Unjam.Live.Tests.Diagnosing;

/// <summary>Real interpreters that were built with Py_DEBUG: read where the target's own table covers what that moves, refused before.</summary>
public sealed class DebugBuildTests
{
    private static readonly Version FirstWithTable = new(3, 13);

    [Fact]
    public void DebugBuilds_OfBothKinds_AreHere()
    {
        Assert.Contains(Interpreters.DebugBuilds, static each => each.Version >= FirstWithTable);
        Assert.Contains(Interpreters.DebugBuilds, static each => each.Version < FirstWithTable);
    }

    [Theory]
    [MemberData(nameof(Covered))]
    public void DebugBuild_WithATableOfItsOwn_IsDiagnosedAsAnyOther(string name)
    {
        var python = Named(name);
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

    [Theory]
    [MemberData(nameof(Refused))]
    public void DebugBuild_OfAnOlderPython_IsRefused(string name)
    {
        using var target = LiveTarget.Start(Named(name), "s27_healthy.py");
        Refusal.Assert(CommandRun.Unjam("diagnose", $"{target.Pid}"), 5, "debug build");
    }

    public static IEnumerable<object[]> Covered() => Names(static each => each.Version >= FirstWithTable);

    public static IEnumerable<object[]> Refused() => Names(static each => each.Version < FirstWithTable);

    private static IEnumerable<object[]> Names(Func<Interpreter, bool> which) => Interpreters.DebugBuilds.Where(which).Select(each => new object[] { each.Name });

    private static Interpreter Named(string name) => Interpreters.DebugBuilds.Single(each => each.Name == name);
}
