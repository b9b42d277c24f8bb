using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Puts a loop that waits for the interpreter's lock into words, with the threads that hold it.</summary>
internal static class GilFinding
{
    public static Finding Of(Timeline timeline, ulong loop, Share share, double degree, Severity severity, SystemCalls calls)
    {
        var name = LoopsSeen.NameOf(timeline, loop);
        var which = LoopsSeen.Subject(timeline, loop);
        var stacks = new StackTally();
        var threads = new Dictionary<ulong, string?>();
        Collect(timeline, loop, share, stacks, threads);
        var most = stacks.Most();
        var frame = most?.Blame?.Frame;
        var computing = Computing(timeline, frame?.Function);
        var by = frame is { } at ? $" behind {Wording.Short(at.Function.Name, 24)}" : "";

        var evidence = ImmutableArray.CreateBuilder<string>();
        evidence.Add($"In {Wording.Percent(degree)} of the looks of {Wording.Of(share.Span)} the loop would run and waited for the lock.");
        if (share.Kernel.WaitsForGil > 0)
            evidence.Add($"Its thread slept inside the interpreter's lock in {share.Kernel.WaitsForGil} of {Wording.Count(share.Kernel.Looks, "look")} at the kernel.");
        if (share.Latest > TimeSpan.Zero)
            evidence.Add($"Timers fire late: one was overdue by {Wording.Of(share.Latest)} and the loop had not come back from its poll.");
        if (frame is { } held)
        {
            var who = threads.Count == 1 ? $"Thread {threads.Values.First() ?? "without a name"}" : $"{threads.Count} other threads";
            evidence.Add($"{who} held the lock meanwhile, mostly in {Blame.Place(held)}; {Wording.Count(computing, "thread")} {(computing == 1 ? "is" : "are")} in that function.");
        }

        return new Finding(FindingIds.LoopStarvedByGil, severity, $"{which} waits for the GIL {Wording.Percent(degree)} of the time{by}", name)
        {
            Cause = Cause.Cpu,
            Culprit = frame is { } blamed ? new Culprit(blamed.Function.Name, blamed.Function.File, blamed.Line, threads.Values.FirstOrDefault(), null, null) : null,
            Stack = most?.Stack ?? Stack.Empty,
            Held = new Held(share.Span, true, TimeSpan.Zero, share.To < timeline.Latest.At),
            Evidence = evidence.ToImmutable(),
            Advice = Advise(frame),
        };
    }

    private static void Collect(Timeline timeline, ulong loop, Share share, StackTally stacks, Dictionary<ulong, string?> threads)
    {
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (look.At < share.From || look.At > share.To || LoopsSeen.IndexOf(look, loop) is not (var row and >= 0)
                || LoopsSeen.ThreadOf(look, look.Loops[row]) is not { } thread)
            {
                continue;
            }

            var holder = Share.HolderOtherThan(look, thread.Id);
            if (holder < 0)
                continue;
            stacks.Add(look.Threads[holder]);
            threads[look.Threads[holder].Id] = look.Threads[holder].Name;
        }
    }

    /// <summary>Threads of the last look that are somewhere in a function.</summary>
    private static int Computing(Timeline timeline, Function? function)
    {
        var count = 0;
        foreach (ref readonly var thread in timeline.Latest.Threads.Span)
        {
            foreach (var frame in thread.Stack.Frames)
            {
                if (frame.Function != function)
                    continue;
                count++;
                break;
            }
        }

        return count;
    }

    private static ImmutableArray<Advice> Advise(Frame? frame)
    {
        var function = frame is { } known ? Blame.SimpleName(known.Function) : "the work";
        var where = frame is { } at ? $"{Blame.Where(at)}: " : "";
        return
        [
            new Advice(
                $"{where}run {function} in processes: threads that compute share one lock with the loop.",
                $"await loop.run_in_executor(threads, {function}, …)",
                $"await loop.run_in_executor(processes, {function}, …)  # processes = ProcessPoolExecutor(), made once"),
            new Advice("Or use a library that lets go of the lock while it computes (numpy, orjson, hashlib on large inputs)."),
            new Advice(
                "Until then: switch more often; the loop waits less and the work gets slower by a tenth or two.",
                null,
                "sys.setswitchinterval(0.0005)"),
        ];
    }
}
