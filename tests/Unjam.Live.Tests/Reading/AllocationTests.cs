using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>A look allocates nothing once its storage has grown.</summary>
public sealed class AllocationTests
{
    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void BlockedLoop_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "stalled.py");

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void FullPool_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "s08_nested_submit_deadlock.py");

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "fastapi" } }, MemberType = typeof(Interpreters))]
    public void ExhaustedLimiter_LookedAtAgainAndAgain_AllocatesNothing(string python) => Check(python, "limiter_held.py");

    private static void Check(string python, string script)
    {
        using var target = LiveTarget.Start(python, script);
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        // the target comes to rest, and ours is compiled
        Eventually.True(() => KernelView.ThreadStates(target.Pid).All(state => state == 'S'), TimeSpan.FromSeconds(10), "the target does not come to rest");
        for (var warm = 0; warm < 500; warm++)
            probe.Look(look, LookDepth.Memory);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var taken = 0; taken < 1000; taken++)
            probe.Look(look, LookDepth.Memory);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated == 0, $"1000 looks allocated {allocated} bytes");
    }
}
