using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>Which task awaits which, as the target announced it.</summary>
public sealed class TaskLinksTests
{
    public static IEnumerable<object[]> Pythons => new[] { "3.8", "3.12", "3.13", "3.14", "3.15" }.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    [Theory]
    [MemberData(nameof(Pythons))]
    public void TasksThatAwaitEachOther_LookedAt_AreLinkedBothWays(string python)
    {
        using var target = LiveTarget.Start(python, "task_links.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var expect = target.Announcement.GetProperty("expect");
        var eager = expect.GetProperty("eager").GetString();
        var look = new Snapshot();
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Everything);
                return eager is null ? look.Tasks.Count > 8 : look.Tasks.Span.ToArray().Any(each => each.Name == eager);
            },
            TimeSpan.FromSeconds(10), () => $"tasks seen: {string.Join(", ", look.Tasks.Span.ToArray().Select(each => each.Name))}");
        var tasks = look.Tasks.Span.ToArray().ToDictionary(each => each.Name);
        foreach (var link in expect.GetProperty("awaits").EnumerateObject())
            Assert.Equal((link.Name, tasks[link.Value.GetString()!].Id), (link.Name, tasks[link.Name].AwaitsId));
        Assert.All(tasks.Values, task => Assert.Equal((task.Name, task.Name == eager), (task.Name, task.IsEager)));
        var keeps = Interpreters.Named(python).Version >= new Version(3, 14);
        foreach (var link in expect.GetProperty("awaited_by").EnumerateObject())
        {
            Assert.Equal((link.Name, keeps), (link.Name, !tasks[link.Name].AwaitedBy.IsDefault));
            if (keeps)
                Assert.Equal(link.Value.EnumerateArray().Select(each => tasks[each.GetString()!].Id).Order(), tasks[link.Name].AwaitedBy.Order());
        }
    }
}
