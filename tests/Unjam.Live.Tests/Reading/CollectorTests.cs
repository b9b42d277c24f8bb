using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>Whether the garbage collector runs.</summary>
public sealed class CollectorTests
{
    private const int Enough = 40;

    public static IEnumerable<object[]> Pythons => new[] { "3.8", "3.11", "3.12", "3.13", "3.15" }.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    [Theory]
    [MemberData(nameof(Pythons))]
    public void Collector_CalledAgainAndAgain_IsSeenInItsCallAndNeverOutsideOfIt(string python)
    {
        using var target = LiveTarget.Start(python, "collecting.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var call = Array.FindIndex(File.ReadAllLines(Path.Combine(Repository.Targets, "collecting.py")), line => line.Contains("gc.collect()", StringComparison.Ordinal)) + 1;
        var look = new Snapshot();
        var (inCall, outside, wrong) = (0, 0, 0);
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Memory);
                if (look.Threads.Span.ToArray().SingleOrDefault(each => each.Name == "MainThread") is not { Stack.Frames: [var leaf, ..] })
                    return false;
                _ = (look.IsCollecting, leaf.Line == call) switch
                {
                    (true, true) => inCall++,
                    (false, false) => outside++,
                    _ => wrong++,
                };
                return inCall >= Enough && outside >= Enough;
            },
            TimeSpan.FromSeconds(10), () => $"seen {inCall} times in its call, {outside} times outside, {wrong} times otherwise");
        // the call begins or ends between the two facts now and then
        Assert.True(wrong <= (inCall + outside) / 20, $"{wrong} of {inCall + outside + wrong} looks contradict");
    }
}
