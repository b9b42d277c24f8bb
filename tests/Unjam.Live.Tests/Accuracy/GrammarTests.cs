using System.Globalization;
using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>Stacks of threads that call each other by a known grammar as fast as they can: none that is called complete may hold a call
/// that the program does not have. GRAMMAR_LOOKS sets how many looks are taken of each Python.</summary>
public sealed class GrammarTests(ITestOutputHelper output)
{
    private static readonly string[] Roots = ["_bootstrap", "_bootstrap_inner", "run", "work"];

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void StackCalledComplete_OfAKnownGrammar_IsNeverImpossible(string python)
    {
        var looks = int.Parse(Environment.GetEnvironmentVariable("GRAMMAR_LOOKS") ?? "20000", CultureInfo.InvariantCulture);
        using var target = LiveTarget.Start(python, "grammar.py", environment: new Dictionary<string, string> { ["DURATION"] = "1200" });
        var edges = target.Announcement.GetProperty("expect").GetProperty("edges").EnumerateArray()
            .Select(edge => (edge[0].GetString()!, edge[1].GetInt32(), edge[2].GetString()!)).ToHashSet();
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        var counts = new int[Enum.GetValues<StackQuality>().Length];
        var impossible = new List<string>();
        var impossibleOthers = 0;
        var judged = new Dictionary<Stack, string?>(ReferenceEqualityComparer.Instance);
        for (var taken = 0; taken < looks; taken++)
        {
            probe.Look(look, LookDepth.Memory);
            foreach (ref readonly var thread in look.Threads.Span)
            {
                if (thread.Name?.StartsWith("grammar-", StringComparison.Ordinal) != true)
                    continue;
                counts[(int)thread.Quality]++;
                if (thread.Quality is not (StackQuality.Complete or StackQuality.Moving))
                    continue;
                if (!judged.TryGetValue(thread.Stack, out var wrong))
                    judged[thread.Stack] = wrong = WhatIsWrong(thread.Stack, edges);
                if (judged.Count > 200_000)
                    judged.Clear();
                if (wrong is not null && thread.Quality == StackQuality.Complete)
                    impossible.Add(wrong);
                else if (wrong is not null)
                    impossibleOthers++;
            }
        }

        var complete = counts[(int)StackQuality.Complete];
        output.WriteLine(
            $"{looks} looks: complete {complete}, impossible {impossible.Count}; moving {counts[(int)StackQuality.Moving]}, impossible {impossibleOthers}; " +
            $"truncated {counts[(int)StackQuality.Truncated]}, unread {counts[(int)StackQuality.Unread]}");
        Assert.True(impossible.Count == 0, $"{impossible.Count} impossible stacks, such as\n{impossible.FirstOrDefault()}");
        Assert.True(complete > looks / 100, $"only {complete} complete stacks in {looks} looks");
    }

    private static string? WhatIsWrong(Stack stack, HashSet<(string Caller, int Line, string Callee)> edges)
    {
        var frames = stack.Frames;
        for (var depth = 0; depth < Math.Min(Roots.Length, frames.Length); depth++)
        {
            if (frames[^(depth + 1)].Function.Name.Split('.')[^1] != Roots[depth])
                return $"the root is wrong: {Show(stack)}";
        }

        for (var inner = 0; inner < frames.Length - Roots.Length; inner++)
        {
            var edge = (frames[inner + 1].Function.Name, frames[inner + 1].Line, frames[inner].Function.Name);
            if (!edges.Contains(edge))
                return $"no such call {edge}: {Show(stack)}";
        }

        return null;
    }

    private static string Show(Stack stack) => string.Join(" ← ", stack.Frames.Select(frame => $"{frame.Function.Name}:{frame.Line}"));
}
