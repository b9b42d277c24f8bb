using System.Net;
using System.Net.Sockets;

namespace Unjam.Live.Tests.Diagnosing;

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

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "fastapi", "uvicorn" } }, MemberType = typeof(Interpreters))]
    public void ExhaustedLimiter_IsDiagnosed_IsNotBlamedOnTheLoop(string python)
    {
        var port = FreePort();
        using var target = LiveTarget.Start(python, "s06_fastapi_limiter40.py", environment: new Dictionary<string, string> { ["PORT"] = $"{port}" });
        // it imports much in its first turns, which blocks the loop, rightly found: wait until it serves all it can
        Eventually.True(() => KernelView.Threads(target.Pid) > 40, TimeSpan.FromSeconds(30), "it does not come up");
        var diagnosis = Diagnosis.Of(target, "--duration", "3s");
        Assert.DoesNotContain(diagnosis.Ids, id => id.StartsWith("loop-", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static IEnumerable<object[]> OnBothLoops() =>
        from python in Interpreters.With("fastapi", "uvicorn", "uvloop")
        from loop in new[] { "asyncio", "uvloop" }
        select new[] { python[0], loop };
}
