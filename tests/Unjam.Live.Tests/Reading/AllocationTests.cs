using System.Diagnostics;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>A look allocates nothing once its storage has grown.</summary>
public sealed class AllocationTests
{
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void BlockedLoop_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "stalled.py");

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void FullPool_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "s08_nested_submit_deadlock.py");

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "fastapi" } }, MemberType = typeof(Interpreters))]
    public void ExhaustedLimiter_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "limiter_held.py");

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "trio" } }, MemberType = typeof(Interpreters))]
    public void ExhaustedLimiterOfTrio_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "trio_held.py");

    [Fact]
    public void IdleQueuePool_LookedAtAgainAndAgain_AllocatesNothing() => Check(Interpreters.OfSeries("3.11").Name, "s21_queue_pool.py");

    private static void Check(string python, string script)
    {
        using var target = LiveTarget.Start(python, script);
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        // the target comes to rest, and ours is compiled
        Eventually.True(() => KernelView.ThreadStates(target.Pid).All(state => state == 'S'), TimeSpan.FromSeconds(10), "the target does not come to rest");
        // names of threads are read again a little after the last of them began; code that is on no stack any more is forgotten within 512 looks
        var began = Stopwatch.GetTimestamp();
        for (var warm = 0; warm < 1000 || Stopwatch.GetElapsedTime(began) < Settled; warm++)
            probe.Look(look, LookDepth.Memory);
        var allocated = Allocations.Of(() => probe.Look(look, LookDepth.Memory), 1000);
        Assert.True(allocated == 0, $"1000 looks allocated {allocated} bytes");
    }
}
