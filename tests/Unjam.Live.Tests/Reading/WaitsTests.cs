using System.Text.Json;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>What each thread waits for, as the target announced it.</summary>
public sealed class WaitsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<object[]> Pythons => new[] { "3.8", "3.11", "3.13", "3.15" }.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    [Theory]
    [MemberData(nameof(Pythons))]
    public void EveryKindOfWait_LookedAt_IsToldWithItsOwnerAndLoop(string python)
    {
        using var target = LiveTarget.Start(python, "waits.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var expected = target.Announcement.GetProperty("expect").GetProperty("waits").EnumerateObject().ToDictionary(each => each.Name, each => each.Value);
        var look = new Snapshot();
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Everything);
                return expected.All(each => Of(look, each.Key) is { Wait.Kind: not WaitKind.None });
            },
            Patience, () => $"waits seen: {string.Join("; ", look.Threads.Span.ToArray().Select(each => $"{each.Name}: {each.Wait.Kind}"))}");
        // what holds a lock is kept where the lock can be found from the thread: by a condition, or since threads park on locks
        var parks = Interpreters.Named(python).Version >= new Version(3, 14);
        foreach (var (name, truth) in expected)
        {
            var wait = Of(look, name)!.Value.Wait;
            Assert.True(truth.GetProperty("kind").GetString() == $"{wait.Kind}", $"{name} waits for {wait}");
            Assert.True(wait.On != 0, $"{name} waits for something unknown");
            Assert.All(expected.Keys, other => Assert.True(
                Group(expected[other]) == Group(truth) == (Of(look, other)!.Value.Wait.On == wait.On), $"{name} waits for {wait}, {other} for {Of(look, other)!.Value.Wait}"));
            if (truth.GetProperty("owner").GetString() is { } owner && (parks || !name.StartsWith("reentrant", StringComparison.Ordinal)))
                Assert.Equal((name, Of(look, owner)!.Value.NativeId), (name, wait.Owner));
            else
                Assert.Equal((name, 0), (name, wait.Owner));
            var loop = look.Loops.Span.ToArray().SingleOrDefault(each => look.Threads[each.Thread].Name == truth.GetProperty("loop").GetString());
            Assert.Equal((name, loop.Id), (name, wait.Loop));
        }
    }

    private static string? Group(JsonElement truth) => truth.GetProperty("group").GetString();

    private static TargetThread? Of(Snapshot look, string name)
    {
        foreach (ref readonly var thread in look.Threads.Span)
            if (thread.Name == name)
                return thread;
        return null;
    }
}
