using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>The whole way, with the shipped command, on every Python: the right finding, the right function and line, and nothing else.</summary>
public sealed class EveryPythonTests
{
    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void BlockedLoop_IsDiagnosed_NamesTheCallThatBlocks(string python)
    {
        using var target = LiveTarget.Start(python, "s01_loop_blocked_sleep.py");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("loop-blocked");
        Diagnosis.AssertCulprit(finding, target, "legacy_fetch");
        Assert.Equal("sleep", finding.GetProperty("cause").GetString());
        Assert.Equal("GET /report", finding.GetProperty("culprit").GetProperty("task").GetString());
        Assert.Equal("time.sleep", finding.GetProperty("culprit").GetProperty("call").GetString());
        Assert.InRange(finding.GetProperty("held_seconds").GetDouble(), 0.1, 1.6);
        var loop = diagnosis.Loop("asyncio");
        Assert.Equal(target.Pid, loop.GetProperty("thread_id").GetInt32());
        Assert.InRange(loop.GetProperty("busy_ratio").GetDouble(), 0.3, 1.0);
        Assert.Equal(0, diagnosis.Quality.GetProperty("failed").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void ExhaustedPool_IsDiagnosed_NamesWhatItsWorkersDo(string python)
    {
        using var target = LiveTarget.Start(python, "s04_pool_backlog.py");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("pool-saturated");
        Assert.Contains("report-pool", finding.GetProperty("title").GetString(), StringComparison.Ordinal);
        var pool = diagnosis.Pool("report-pool");
        Assert.Equal(4, pool.GetProperty("limit").GetInt32());
        Assert.Equal(4, pool.GetProperty("workers").GetInt32());
        Assert.InRange(pool.GetProperty("queued").GetInt32(), 0, 16);
        var doing = pool.GetProperty("doing").EnumerateArray().First();
        Assert.Equal("blocking_io_task", doing.GetProperty("function").GetString());
        Assert.Equal(target.Script, doing.GetProperty("file").GetString());
        Assert.Equal(pool.GetProperty("busy").GetInt32(), doing.GetProperty("count").GetInt32());
        Assert.True(diagnosis.Loop("asyncio").GetProperty("busy_ratio").GetDouble() < 0.2, diagnosis.Document.ToString());
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void PoolThatWaitsForItself_IsDiagnosed_IsADeadlock(string python)
    {
        using var target = LiveTarget.Start(python, "s08_nested_submit_deadlock.py");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("pool-deadlocked");
        Diagnosis.AssertCulprit(finding, target, "parent");
        Assert.Equal("critical", finding.GetProperty("severity").GetString());
        var pool = diagnosis.Pool("etl");
        Assert.Equal(4, pool.GetProperty("limit").GetInt32());
        Assert.Equal(4, pool.GetProperty("busy").GetInt32());
        // four parents never started, four leaves wait behind them
        Assert.Equal(8, pool.GetProperty("queued").GetInt32());
        Assert.Empty(diagnosis.Document.GetProperty("loops").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void HealthyService_IsDiagnosed_HasNoFinding(string python)
    {
        using var target = LiveTarget.Start(python, "s27_healthy.py");
        var diagnosis = Diagnosis.Of(target, "--duration", "2s");
        Assert.True(diagnosis.Verdict == "healthy" && diagnosis.Ids.Length == 0, diagnosis.Document.ToString());
        Assert.InRange(diagnosis.Quality.GetProperty("looks").GetInt32(), 135, 215);
        Assert.Equal(0, diagnosis.Quality.GetProperty("failed").GetInt32());
        Assert.Equal(0, diagnosis.Quality.GetProperty("paused_seconds").GetDouble());
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void ThreeLoops_OneIsBlocked_OnlyThatOneIsFound(string python)
    {
        using var target = LiveTarget.Start(python, "loops.py");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("loop-blocked");
        Diagnosis.AssertCulprit(finding, target, "crunch");
        Assert.Equal("loop-reports", finding.GetProperty("culprit").GetProperty("thread").GetString());
        Assert.Equal(3, diagnosis.Document.GetProperty("loops").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(WithAsyncioInEachInterpreter))]
    public void TwoInterpreters_TheInnerOnesLoopIsBlocked_OnlyThatOneIsFound(string python)
    {
        using var target = LiveTarget.Start(python, "interpreters.py");
        var diagnosis = Diagnosis.Of(target, "--duration", "3s");
        var culprit = diagnosis.OnlyFinding("loop-blocked").GetProperty("culprit");
        Assert.Equal("crunch 3", $"{culprit.GetProperty("function").GetString()} {culprit.GetProperty("line")}");
        Assert.Equal(2, diagnosis.Document.GetProperty("loops").GetArrayLength());
    }

    /// <summary>Before 3.12 asyncio keeps its running loop for the whole process, and refuses a second interpreter.</summary>
    public static IEnumerable<object[]> WithAsyncioInEachInterpreter() =>
        Interpreters.List.Where(each => each.Version >= new Version(3, 12)).GroupBy(each => each.Series).Select(each => new object[] { each.First().Name });
}
