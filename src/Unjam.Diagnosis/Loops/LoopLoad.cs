using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>How busy a loop was during a part of a watch, and with what.</summary>
internal sealed class LoopLoad
{
    private readonly Dictionary<Frame, (int Looks, Blame Blame, Stack Stack)> frames = [];
    private Turn previous;

    private LoopLoad(Share share) => Share = share;

    public Share Share { get; }

    /// <summary>Looks that saw it run callbacks.</summary>
    public int Running { get; private set; }

    /// <summary>Of these, looks in which the collector ran on its thread: that time is not the callbacks'.</summary>
    public int Collecting { get; private set; }

    /// <summary>Callbacks or turns that were seen, by identity: it had at least so many.</summary>
    public int Callbacks { get; private set; }

    /// <summary>Most callbacks of one turn; 0 when the loop does not tell.</summary>
    public int LargestTurn { get; private set; }

    /// <summary>Time that callbacks took of which each held the loop for so long that it is a finding of its own.</summary>
    public TimeSpan InBlocks { get; private set; }

    public TimeSpan LongestCallback { get; private set; }

    /// <summary>Share of the looks in which it ran callbacks.</summary>
    public double Busy => Share.Looks == 0 ? 0 : (double)Running / Share.Looks;

    /// <summary>The same without the time in which it waited for the interpreter's lock or the collector ran.</summary>
    public double Own => Share.Looks == 0 ? 0 : Math.Max(0, (Busy * (1 - Share.Kernel.GilShare)) - ((double)Collecting / Share.Looks) - Paused);

    /// <summary>Share of the time for which the collector stopped all threads, where the runtime counts that.</summary>
    private double Paused => Share.Span > TimeSpan.Zero && Share.Paused is { } paused ? paused / Share.Span : 0;

    /// <summary>Share of the time that the long callbacks took.</summary>
    public double BlockShare => Share.Span > TimeSpan.Zero ? Math.Min(1, InBlocks / Share.Span) : 0;

    /// <summary>How far the truth may lie from <see cref="Busy"/> because it is sampled, in 19 of 20 cases.</summary>
    public double Uncertainty => Share.Looks == 0 ? 1 : 2 * Math.Sqrt(Busy * (1 - Busy) / Share.Looks);

    /// <summary>The user's functions it ran, those seen most often first, each at its most frequent line with a stack that shows it.</summary>
    public IEnumerable<(Blame Blame, Stack Stack, int Looks)> Functions =>
        frames.Values.GroupBy(entry => entry.Blame.Frame.Function)
            .Select(group => (Most: group.MaxBy(entry => entry.Looks), Looks: group.Sum(entry => entry.Looks)))
            .OrderByDescending(function => function.Looks)
            .Select(function => (function.Most.Blame, function.Most.Stack, function.Looks));

    /// <param name="longer">Callbacks of at least this length are blocks.</param>
    public static LoopLoad Of(Timeline timeline, ulong loop, Share share, TimeSpan longer)
    {
        var load = new LoopLoad(share);
        var blames = new Dictionary<Stack, Blame?>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (look.At >= share.From && look.At <= share.To && LoopsSeen.IndexOf(look, loop) is var row and >= 0)
                load.Add(look, look.Loops[row], blames);
        }

        foreach (var block in Blocks.Of(timeline, loop, TimeSpan.Zero))
        {
            var from = block.Began > share.From ? block.Began : share.From;
            var to = (block.Ended ?? block.LastSeen) is var end && end < share.To ? end : share.To;
            if (to <= from)
                continue;
            if (block.Duration > load.LongestCallback)
                load.LongestCallback = block.Duration;
            if (block.Duration >= longer)
                load.InBlocks += to - from;
        }

        return load;
    }

    private void Add(Snapshot look, in Loop loop, Dictionary<Stack, Blame?> blames)
    {
        if (loop.Phase != LoopPhase.Running)
            return;
        Running++;
        Callbacks += loop.Turn.IsSameCallbackAs(previous) ? 0 : 1;
        previous = loop.Turn;
        LargestTurn = Math.Max(LargestTurn, loop.Turn.Count);
        if (LoopsSeen.ThreadOf(look, loop) is not { } thread)
            return;
        Collecting += look.IsCollecting == true && thread.HoldsGil ? 1 : 0;
        if (thread.Quality == StackQuality.Unread || thread.Stack.Frames.IsEmpty)
        {
            if (Blame.OfMethod(loop.Kind, loop.Coroutine) is { } method)
                frames[method.Frame] = frames.TryGetValue(method.Frame, out var seen) ? seen with { Looks = seen.Looks + 1 } : (1, method, Stack.Empty);
            return;
        }

        if (!blames.TryGetValue(thread.Stack, out var blame))
            blames[thread.Stack] = blame = Blame.Of(thread.Stack, loop.Coroutine);
        if (blame is null)
            return;
        frames[blame.Frame] = frames.TryGetValue(blame.Frame, out var known) ? known with { Looks = known.Looks + 1 } : (1, blame, thread.Stack);
    }
}
