using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>Sixty blocks of 3 to 500 ms against the target's own clock, at 1 kHz and at 100 Hz at once.</summary>
public sealed class BlockAccuracyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public async Task SixtyBlocks_Watched_AreFoundWithTheirDurations(string python)
    {
        using var target = LiveTarget.Start(python, "blocks.py");
        using var fast = PythonProbe.Attach(target.Pid, TimeProvider.System);
        using var slow = PythonProbe.Attach(target.Pid, TimeProvider.System);
        using var until = new CancellationTokenSource();
        var fastLooks = Looking.Follow(fast, fast.Target, 1000, 40_000, until.Token);
        var slowLooks = Looking.Follow(slow, slow.Target, 100, 4_000, until.Token);
        target.Send("go");
        var told = target.WaitForJson("blocks", Patience);
        var truth = told.GetProperty("blocks").EnumerateArray().Select(Span.Of).ToArray();
        var others = told.GetProperty("others").EnumerateArray()
            .Select(each => (From: Moment.FromSeconds(each[0].GetDouble()), To: Moment.FromSeconds(each[1].GetDouble()))).ToArray();
        await until.CancelAsync();
        Assert.Equal(60, truth.Length);
        Check("1 kHz", truth, others, await fastLooks, TimeSpan.FromMilliseconds(1));
        Check("100 Hz", truth, others, await slowLooks, TimeSpan.FromMilliseconds(10));
    }

    private void Check(string rate, Span[] truth, (Moment From, Moment To)[] others, Timeline timeline, TimeSpan asked)
    {
        var found = Blocks.Of(timeline, atLeast: TimeSpan.Zero).Where(block => block.Began >= truth[0].Began - asked && block.Began < truth[^1].Ended).ToList();
        var errors = new List<double>();
        var wrong = new List<string>();
        foreach (var span in truth)
        {
            var block = found.Find(block => span.Overlaps(block));
            var interval = LongestGap(timeline, span, asked);
            if (block is null)
            {
                if (span.Length > interval * 2)
                    wrong.Add($"a block of {span.Length.TotalMilliseconds:0.0} ms was not found (interval {interval.TotalMilliseconds:0.0} ms)");
                continue;
            }

            found.Remove(block);
            var error = block.Duration - span.Length;
            errors.Add(error.TotalMilliseconds);
            // the loop was held from the poll before to the poll after: a busy machine keeps it waiting between these and the block itself
            if (error < -interval || block.Duration - span.Turn > interval)
                wrong.Add($"a block of {span.Length.TotalMilliseconds:0.0} ms was measured {error.TotalMilliseconds:+0.0;-0.0} ms wrong (interval {interval.TotalMilliseconds:0.0} ms)");
        }

        // turns that the machine held up are there, and not invented; shorter ones than two intervals nobody claims
        found.RemoveAll(block => block.Duration < asked * 2 || others.Any(other => block.Began < other.To && (block.Ended ?? block.LastSeen) > other.From));
        wrong.AddRange(found.Select(block => $"invented: {block}"));
        errors.Sort();
        var median = errors[errors.Count / 2];
        var worst = Math.Max(-errors[0], errors[^1]);
        output.WriteLine(
            $"{rate}: {timeline.Count} looks, {errors.Count} of {truth.Length} blocks, {found.Count} invented, duration error median {median:+0.000;-0.000} ms, " +
            $"worst {worst:0.000} ms, looks failed {timeline.Failed}, degraded {timeline.Degraded}");
        Assert.True(wrong.Count == 0, $"{rate}:\n{string.Join('\n', wrong)}");
        Assert.True(Math.Abs(median) <= 0.2, $"{rate}: the median error is {median:0.000} ms");
    }

    /// <summary>The interval that was achieved around a block, which is not always the one that was asked for.</summary>
    private static TimeSpan LongestGap(Timeline timeline, Span span, TimeSpan asked)
    {
        var longest = asked;
        for (var i = 1; i < timeline.Count; i++)
        {
            if (timeline[i].At >= span.Began && timeline[i - 1].At <= span.Ended && timeline[i].At - timeline[i - 1].At is var gap && gap > longest)
                longest = gap;
        }

        return longest;
    }

    private readonly record struct Span(Moment Woke, Moment Began, Moment Ended, Moment Polled)
    {
        public TimeSpan Length => Ended - Began;

        public TimeSpan Turn => Polled - Woke;

        public static Span Of(JsonElement block)
        {
            return new(At("woke"), At("began"), At("ended"), At("polled"));

            Moment At(string name) => Moment.FromSeconds(block.GetProperty(name).GetDouble());
        }

        public bool Overlaps(Block block) => block.Began < Ended && (block.Ended ?? block.LastSeen) > Began;
    }
}
