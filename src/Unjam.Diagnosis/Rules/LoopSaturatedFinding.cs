using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a saturated loop into words.</summary>
internal static class LoopSaturatedFinding
{
    // A function that is seen in half of the looks is where less work helps most; below that there is no single culprit.
    private const double MainShare = 0.5;

    private const int MostFunctions = 3;

    public static Finding Of(Timeline timeline, ulong loop, LoopLoad load, Severity severity, SystemCalls calls)
    {
        var name = LoopsSeen.NameOf(timeline, loop);
        var which = LoopsSeen.Subject(timeline, loop);
        var functions = load.Functions.ToList();
        var main = functions.Count > 0 && functions[0].Looks >= load.Running * MainShare ? functions[0].Blame : null;
        var called = main is null ? default : Calls.Of(main, load.Share.Kernel);
        var cause = Calls.CauseOf(main, load.Share.Kernel, called);
        var mostly = main is null ? "many short callbacks" : $"short callbacks, mostly {Wording.Short(main.Frame.Function.Name, 24)}";
        return new Finding(FindingIds.LoopSaturated, severity, $"{which} is saturated: busy {Wording.Percent(load.Busy)} of the time with {mostly}", name)
        {
            Cause = cause,
            Culprit = main is { Frame: var frame }
                ? new Culprit(frame.Function.Name, frame.Function.File, frame.Line, ThreadName(timeline, loop), null, called.Name)
                : null,
            Stack = functions.Count > 0 ? functions[0].Stack : Stack.Empty,
            Held = new Held(load.Share.Span, true, TimeSpan.Zero, load.Share.To < timeline.Latest.At),
            Evidence = Evidence(load, functions),
            Advice = Advise(Idiom.Of(LoopsSeen.KindOf(timeline, loop)), main, called, cause),
        };
    }

    private static ImmutableArray<string> Evidence(LoopLoad load, List<(Blame Blame, Stack Stack, int Looks)> functions)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var share = load.Share;
        lines.Add($"It ran callbacks in {load.Running} of {Wording.Count(share.Looks, "look")} over {Wording.Of(share.Span)}: {Wording.Percent(load.Busy)} ± {Wording.Percent(load.Uncertainty)} (sampled).");
        var longest = load.LongestCallback > TimeSpan.Zero ? $", and the longest that two looks saw took {Wording.Of(load.LongestCallback)}" : ", and no two looks saw the same one";
        lines.Add($"These were at least {Wording.Count(load.Callbacks, "different callback")}{longest}: no single one holds it.");
        if (load.LargestTurn > 1)
            lines.Add($"Up to {Wording.Count(load.LargestTurn, "callback")} ran in one turn.");
        foreach (var (blame, _, looks) in functions.Take(MostFunctions))
            lines.Add($"In {Wording.Percent((double)looks / load.Running)} of these looks it ran {Blame.Place(blame.Frame)}.");
        if (share.Kernel is { HasCpuTimes: true, Looks: > 1 } kernel)
            lines.Add($"Its thread was on a CPU for {Wording.Of(kernel.OnCpu)} in {Wording.Of(kernel.Span)}.");
        return lines.ToImmutable();
    }

    private static ImmutableArray<Advice> Advise(Idiom idiom, Blame? main, Calls.Called called, string cause)
    {
        var advice = ImmutableArray.CreateBuilder<Advice>();
        if (main is not null && cause is not (Cause.Cpu or Cause.Unknown))
            advice.AddRange(LoopAdvice.For(main, called, cause, null, words: idiom));
        else if (main is not null)
            advice.Add(new Advice($"{Blame.Where(main.Frame)}: do less of {Blame.SimpleName(main.Frame.Function)}: one task for a batch instead of one for each item."));
        advice.Add(idiom.Divide);
        if (main is null)
            advice.Add(new Advice("Find what makes so many callbacks: a task for each item, polling with short sleeps, futures that are chained one by one."));
        return advice.ToImmutable();
    }

    private static string? ThreadName(Timeline timeline, ulong loop) =>
        LoopsSeen.LatestOf(timeline, loop) is { } look ? LoopsSeen.ThreadOf(look, look.Loops[LoopsSeen.IndexOf(look, loop)])?.Name : null;
}
