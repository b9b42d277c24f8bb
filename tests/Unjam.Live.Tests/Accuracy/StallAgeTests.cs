using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>The age of a block that was already running at attach, from one look.</summary>
public sealed class StallAgeTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void BlockThatAlreadyRuns_OneLook_TellsItsAgeWithinAMillisecond(string python) =>
        Check(python, "asyncio", LoopKind.Asyncio);

    [Theory]
    [MemberData(nameof(Interpreters.With), new object[] { new[] { "uvloop" } }, MemberType = typeof(Interpreters))]
    public void BlockedUvloop_OneLook_TellsItsAgeWithinItsCoarseness(string python) =>
        Check(python, "uvloop", LoopKind.Uvloop);

    private void Check(string python, string loop, LoopKind kind)
    {
        using var target = LiveTarget.Start(python, "stalled.py", environment: new Dictionary<string, string> { ["LOOP"] = loop });
        var began = Moment.FromSeconds(target.WaitForJson("began", TimeSpan.FromSeconds(10)).GetProperty("began").GetDouble());
        for (var attach = 0; attach < 5; attach++)
        {
            using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
            var look = new Snapshot();
            probe.Look(look, LookDepth.Memory);
            var seen = Assert.Single(look.Loops.Span.ToArray());
            Assert.Equal(kind, seen.Kind);
            Assert.Equal(LoopPhase.Running, seen.Phase);
            var error = began - seen.Turn.Began;
            output.WriteLine($"age {(look.At - seen.Turn.Began).TotalMilliseconds:0.000} ms, error {error.TotalMilliseconds:+0.000;-0.000} ms, coarseness {seen.Coarseness.TotalMilliseconds} ms");
            Assert.InRange(error.TotalMilliseconds, -seen.Coarseness.TotalMilliseconds - 1, seen.Coarseness.TotalMilliseconds + 1);
        }
    }
}
