using System.Text.Json;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>Who waits for each work item, as the target announced it.</summary>
public sealed class CallersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<object[]> Pythons => new[] { "3.8", "3.11", "3.13", "3.15" }.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    [Theory]
    [MemberData(nameof(Pythons))]
    public void WorkItems_ThatTasksWaitForInEveryWay_AreToldWithTheirCallers(string python)
    {
        using var target = LiveTarget.Start(python, "callers.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var expected = target.Announcement.GetProperty("expect").GetProperty("callers").EnumerateObject().ToDictionary(each => each.Name, each => each.Value);
        foreach (var depth in new[] { LookDepth.Everything, LookDepth.Kernel })
        {
            var look = new Snapshot();
            Eventually.True(
                () =>
                {
                    probe.Look(look, depth);
                    return Items(look).Count == expected.Count;
                },
                Patience, () => $"items seen: {string.Join(", ", Items(look).Keys)}");
            foreach (var (function, truth) in expected)
            {
                var caller = Items(look)[function].Caller;
                if (truth.ValueKind == JsonValueKind.Null)
                {
                    Assert.Null(caller);
                    continue;
                }

                Assert.True(caller is not null, $"{function} has no caller");
                Assert.Equal((function, truth.GetProperty("task").GetString()), (function, caller.Task));
                Assert.Equal((function, truth.GetProperty("coroutine").GetString()), (function, caller.Coroutine?.Name));
                Assert.Equal((function, truth.GetProperty("cancelled").GetBoolean()), (function, caller.IsCancelled));
            }
        }
    }

    private static Dictionary<string, WorkItem> Items(Snapshot look) =>
        look.Workers.Span.ToArray().Select(worker => worker.Item).Concat(look.Queue.Span.ToArray())
            .Where(item => item.Function is not null).ToDictionary(item => item.Function!.Name);
}
