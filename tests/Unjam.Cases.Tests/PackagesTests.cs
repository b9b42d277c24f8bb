using Unjam.Live;
namespace Unjam.Cases.Tests;

/// <summary>Targets that need packages, with every Python that has them.</summary>
public sealed class PackagesTests
{
    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "uvloop" } }, MemberType = typeof(Interpreters))]
    public void BlockedUvloop_IsDiagnosed_NamesTheCallThatBlocks(string python)
    {
        using var target = LiveTarget.Start(python, "s02_loop_blocked_uvloop.py");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("loop-blocked");
        Diagnosis.AssertCulprit(finding, target, "blocking_task_in_loop");
        Assert.Equal("sleep", finding.GetProperty("cause").GetString());
        Assert.Equal("blocker", finding.GetProperty("culprit").GetProperty("task").GetString());
        Assert.InRange(finding.GetProperty("held_seconds").GetDouble(), 0.1, 1.6);
        Assert.Equal(target.Pid, diagnosis.Loop("uvloop").GetProperty("thread_id").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "aiohttp" } }, MemberType = typeof(Interpreters))]
    public void CallToASlowPeer_IsDiagnosed_NamesThePeer(string python)
    {
        using var target = LiveTarget.Start(python, "aiohttp_blocking.py");
        var finding = Diagnosis.Of(target).OnlyFinding("loop-blocked");
        var peer = target.Announcement.GetProperty("expect").GetProperty("peer").GetString()!;
        Assert.Contains(finding.GetProperty("evidence").EnumerateArray(), line => line.GetString()!.Contains($" to {peer}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OnBothLoops))]
    public void BlockedFastApi_IsDiagnosed_NamesTheRepository(string python, string loop)
    {
        using var target = LiveTarget.Start(python, "fastapi_blocking.py", environment: new Dictionary<string, string> { ["LOOP"] = loop });
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("loop-blocked");
        Diagnosis.AssertCulprit(finding, target, "fetch");
        Assert.Equal("sleep", finding.GetProperty("cause").GetString());
        Assert.Single(diagnosis.Document.GetProperty("loops").EnumerateArray());
        Assert.Equal(target.Pid, diagnosis.Loop(loop).GetProperty("thread_id").GetInt32());
    }

    public static IEnumerable<object[]> OnBothLoops() =>
        from python in Interpreters.With("fastapi", "uvicorn", "uvloop")
        from loop in new[] { "asyncio", "uvloop" }
        select new[] { python[0], loop };
}
