using Unjam.Live;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Cases.Tests;

/// <summary>A loop that wants the interpreter's lock and does not get it, on every Python.</summary>
[Collection(Alone.Name)]
public sealed class GilTests
{
    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void CpuInThreads_StarvesTheLoop_IsBlamedOnTheGil(string python)
    {
        using var target = LiveTarget.Start(python, "s11_gil_cpu_threads.py");
        // starting threads under such a load blocks the loop for a while, which is rightly found: wait until it goes round
        Eventually.True(() => IsPolling(target), TimeSpan.FromSeconds(20), "its loop does not get to its poll");
        var diagnosis = Diagnosis.Of(target);
        var finding = diagnosis.OnlyFinding("loop-starved-by-gil");
        var culprit = finding.GetProperty("culprit");
        Assert.Equal("score", culprit.GetProperty("function").GetString());
        Assert.Equal(target.Script, culprit.GetProperty("file").GetString());
        Assert.Equal(8, diagnosis.Pool("cpu").GetProperty("busy").GetInt32());
    }

    private static bool IsPolling(LiveTarget target)
    {
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        probe.Look(look, LookDepth.Memory);
        return look.Loops.Count == 1 && look.Loops[0].Phase == LoopPhase.Polling && look.Workers.Count == 8;
    }
}
