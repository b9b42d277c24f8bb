using System.Text.RegularExpressions;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>What a look at everything must see, as the target announced it.</summary>
public sealed class ShapesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void TasksInEveryShape_LookedAt_HaveTheirNamesAndChains(string python)
    {
        using var target = LiveTarget.Start(python, "tasks.py");
        var expect = target.Announcement.GetProperty("expect");
        var look = Look(target, look => look.Tasks.Count == expect.GetProperty("pending").GetInt32());
        var tasks = look.Tasks.Span.ToArray();
        foreach (var chain in expect.GetProperty("chains").EnumerateObject())
        {
            var task = Assert.Single(tasks, each => each.Name == chain.Name);
            Assert.Equal(chain.Value.EnumerateArray().Select(each => each.GetString()), task.Awaits.Frames.Select(frame => Last(frame)));
            Assert.All(task.Awaits.Frames.Where(frame => frame.Function.File == target.Script), frame => Assert.True(frame.Line > 0));
        }

        Assert.DoesNotContain(tasks, each => each.Name == expect.GetProperty("done").GetString());
        Assert.All(tasks, each => Assert.Equal(0, each.Loop));
        Assert.Equal(tasks.Length, look.Loops[0].Tasks);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void DeepRecursion_LookedAt_IsReadToItsRoot(string python)
    {
        using var target = LiveTarget.Start(python, "deep.py");
        var look = Look(target, look => look.Loops.Count == 1 && look.Loops[0].Phase == LoopPhase.Running && look.Threads[look.Loops[0].Thread] is { Quality: StackQuality.Complete, Stack.Frames.Length: > 1500 });
        var thread = look.Threads[look.Loops[0].Thread];
        Assert.Equal(1501, thread.Stack.Frames.Count(frame => Last(frame) == "descend"));
        Assert.Equal("<module>", thread.Stack.Frames[^1].Function.Name);
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void HundredThreads_LookedAt_HaveTheirIdsNamesAndDepths(string python)
    {
        using var target = LiveTarget.Start(python, "threads.py", ["100", "50"]);
        var look = Look(target, look => look.Threads.Span.ToArray().Count(each => each.Quality == StackQuality.Complete) >= 101);
        var idle = look.Threads.Span.ToArray().Where(each => each.Name?.StartsWith("idle-", StringComparison.Ordinal) == true).ToArray();
        Assert.Equal(100, idle.Length);
        Assert.All(idle, each => Assert.Equal(50, each.Stack.Frames.Length));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"idle-{n}").Order(StringComparer.Ordinal), idle.Select(each => each.Name!).Order(StringComparer.Ordinal));
        var kernel = Directory.GetDirectories($"/proc/{target.Pid}/task").Select(path => int.Parse(Path.GetFileName(path))).ToHashSet();
        Assert.All(idle, each => Assert.Contains(each.NativeId, kernel));
        Assert.Equal(100, idle.Select(each => each.NativeId).Distinct().Count());
        Assert.All(idle, each => Assert.Equal('S', each.Kernel.State));
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void HostileNames_LookedAt_AreReadAsTheyAre(string python)
    {
        using var target = LiveTarget.Start(python, "unicode_names.py");
        var names = target.Announcement.GetProperty("expect").GetProperty("names").EnumerateArray().Select(each => Escaped(each.GetString()!)).ToArray();
        var look = Look(target, look => look.Loops.Count == 1 && look.Threads[look.Loops[0].Thread].Stack.Frames is [{ Function.Name: "pause" }, ..] && look.Tasks.Count > names.Length);
        // the innermost function bears the first name, under the one that sleeps
        var stack = look.Threads[look.Loops[0].Thread].Stack.Frames.Select(frame => Escaped(frame.Function.Name)).Skip(1).Take(names.Length).ToArray();
        for (var at = 0; at < names.Length; at++)
            Assert.True(Honest(names[at], stack[at]), $"{names[at]} was read as {stack[at]}");
        var tasks = look.Tasks.Span.ToArray().Select(each => Escaped(each.Name)).ToArray();
        Assert.All(names, name => Assert.Contains(tasks, task => Honest(name, task)));
    }

    /// <summary>Whether a name was read as it is, or, when it is very long, its beginning was.</summary>
    private static bool Honest(string name, string read) =>
        name == read || (name.Length > 1000 && read.Length > 100 && name.StartsWith(read[..100], StringComparison.Ordinal));

    // what is no Unicode: Python's backslashreplace announces it as \udXXX, a reader of UTF-16 may keep it or put the replacement character
    private static string Escaped(string name) => Regex.Replace(name, @"\\ud[89a-f][0-9a-f]{2}|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])", "\ufffd");

    private static string Last(Frame frame) => frame.Function.Name.Split('.')[^1];

    private static Snapshot Look(LiveTarget target, Func<Snapshot, bool> until)
    {
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Everything);
                return until(look);
            },
            Patience,
            () => $"threads {look.Threads.Count}, loops {look.Loops.Count}, tasks {look.Tasks.Count}, gaps {string.Join("; ", look.Gaps.Span.ToArray())} of {target}");
        return look;
    }
}
