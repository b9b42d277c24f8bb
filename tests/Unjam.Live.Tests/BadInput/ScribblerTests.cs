using System.Diagnostics;
using System.Globalization;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.BadInput;

/// <summary>A target that scribbles over its own interpreter structures while it is watched: every look has a typed result. UNJAM_SCRIBBLE says for how many seconds in all.</summary>
public sealed class ScribblerTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("3.8")]
    [InlineData("3.11")]
    [InlineData("3.13")]
    [InlineData("3.15")]
    public void Target_ScribblesOverItself_AndEveryLookHasATypedResult(string series)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries(series), "scribbler.py");
        var seconds = double.Parse(Environment.GetEnvironmentVariable("UNJAM_SCRIBBLE") ?? "5", CultureInfo.InvariantCulture) / 4;
        var began = Stopwatch.GetTimestamp();
        var (looks, damaged, refused) = (0, 0, 0);
        var look = new Snapshot();
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
        {
            try
            {
                using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
                for (var count = 0; count < 200; count++, looks++)
                {
                    var start = Stopwatch.GetTimestamp();
                    probe.Look(look, count % 10 == 0 ? LookDepth.Everything : LookDepth.Kernel);
                    Assert.True(Stopwatch.GetElapsedTime(start) < Longest, $"a look took {Stopwatch.GetElapsedTime(start)}");
                    damaged += IsDamaged(look) ? 1 : 0;
                }
            }
            catch (AttachException)
            {
                refused++; // an answer, too
            }
        }

        Assert.False(target.HasExited, $"the target did not survive itself: {target}");
        Assert.True(looks > 100 * seconds, $"only {looks} looks in {seconds} s, {refused} attempts to attach refused");
        Assert.True(damaged > 0, $"none of {looks} looks met any damage: the target does not scribble where we read");
    }

    [Fact]
    public void Target_ScribblesOverItself_AndTheCommandsEndWithTheirCodes()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "scribbler.py");
        foreach (var command in new[] { "diagnose", "dump" })
        {
            var run = CommandRun.Unjam(command, $"{target.Pid}");
            Assert.True(run.ExitCode is 0 or 6, $"{run}");
        }
    }

    // the two sleepers and the scribbler itself, with stacks that reach their roots, are what is there
    private static bool IsDamaged(Snapshot look)
    {
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (thread.Quality is StackQuality.Truncated or StackQuality.Unread)
                return true;
        }

        return look.Gaps.Count > 0 || look.Threads.Count != 3;
    }
}
