using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Harmless;

/// <summary>Attaching and letting go, many times over, leaves no trace on either side, and is quick.</summary>
public sealed class AttachCyclesTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void Target_AttachedTo200Times_IsAsItWas(string python)
    {
        using var target = LiveTarget.Start(python, "stalled.py");
        target.WaitForJson("began", TimeSpan.FromSeconds(10));
        var (descriptors, maps, threads) = (KernelView.Descriptors(target.Pid), KernelView.Maps(target.Pid), KernelView.Threads(target.Pid));
        var look = new Snapshot();
        var times = new List<double>();
        for (var cycle = 0; cycle < 200; cycle++)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            probe.Look(look, LookDepth.Everything);
            Assert.Single(look.Loops.Span.ToArray());
        }

        times.Sort();
        output.WriteLine($"attach: median {times[100]:0.00} ms, worst {times[^1]:0.00} ms");
        Assert.Equal(descriptors, KernelView.Descriptors(target.Pid));
        Assert.Equal(maps, KernelView.Maps(target.Pid));
        Assert.Equal(threads, KernelView.Threads(target.Pid));
        Assert.Equal(0, KernelView.TracerPid(target.Pid));
        Assert.DoesNotContain($"/proc/{target.Pid}", KernelView.Descriptors(Environment.ProcessId), StringComparison.Ordinal);
        Assert.True(times[100] <= 20, $"attaching takes {times[100]:0.0} ms");
    }
}
