using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>What the threads of loops and pools did in the last two minutes.</summary>
internal sealed class Lanes
{
    private const int MostLanes = 64, MostSpans = 4_096;

    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    // A loop may go round thousands of times a second: its lane shows the turns that a person could notice.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(10);

    private readonly List<LaneTrack> lanes = [];
    private int spans;
    private Moment forgotten, previous;

    /// <summary>Takes a look.</summary>
    public void See(Snapshot look)
    {
        for (var i = 0; i < look.Loops.Count; i++)
        {
            ref readonly var loop = ref look.Loops[i];
            if (loop.Phase == LoopPhase.Running && look.At - loop.Turn.Began is var age && age >= Noticeable)
                See(look, loop.Thread, loop.Id, true, (ulong)loop.Turn.Began.Nanoseconds, loop.Turn.Began, age >= LoopTally.Long);
        }

        for (var i = 0; i < look.Pools.Count; i++)
        {
            ref readonly var pool = ref look.Pools[i];
            foreach (ref readonly var worker in look.Workers.Of(pool.Workers))
            {
                if (worker.IsBusy)
                    See(look, worker.Thread, pool.Id, false, worker.Item.Id, look.At, false);
            }
        }

        previous = look.At;
        if (look.At - forgotten > TimeSpan.FromSeconds(1))
            Forget(look.At);
    }

    /// <summary>The lanes as they are, to be made into views while looks go on.</summary>
    public List<(LaneTrack Lane, Span[] Spans)> Copy() => [.. lanes.Select(lane => (lane, lane.Copy()))];

    /// <summary>Makes views, loops first.</summary>
    /// <param name="since">Spans that ended before are left out.</param>
    public static ImmutableArray<Lane> View(List<(LaneTrack Lane, Span[] Spans)> copy, WallClock clock, DateTimeOffset since)
    {
        var frames = new Dictionary<Stack, Frame?>(ReferenceEqualityComparer.Instance);
        var views = ImmutableArray.CreateBuilder<Lane>();
        foreach (var (lane, spans) in copy.OrderByDescending(each => each.Lane.IsLoop).ThenBy(each => each.Lane.Of).ThenBy(each => each.Lane.Name, StringComparer.Ordinal))
        {
            var shown = ImmutableArray.CreateBuilder<LaneSpan>();
            foreach (var span in spans)
            {
                var to = clock.At(span.To);
                if (to < since)
                    continue;
                if (!frames.TryGetValue(span.Stack, out var frame))
                    frames[span.Stack] = frame = UserFrames.Of(span.Stack);
                shown.Add(new(clock.At(span.From), to, frame, span.Stack, span.IsBlock));
            }

            views.Add(new(lane.Name, lane.Of, lane.IsLoop, shown.ToImmutable()));
        }

        return views.ToImmutable();
    }

    private void See(Snapshot look, int index, ulong of, bool isLoop, ulong what, Moment from, bool isBlock)
    {
        if (index < 0 || index >= look.Threads.Count)
            return;
        ref readonly var thread = ref look.Threads[index];
        if ((Find(thread.Id, of) ?? Begin(thread, of, isLoop)) is { } lane)
            spans += lane.See(look.At, previous, what, from, thread.Stack, isBlock, MostSpans - spans);
    }

    private LaneTrack? Find(ulong thread, ulong of)
    {
        foreach (var lane in lanes)
        {
            if (lane.Thread == thread && lane.Of == of)
                return lane;
        }

        return null;
    }

    private LaneTrack? Begin(in TargetThread thread, ulong of, bool isLoop)
    {
        if (lanes.Count >= MostLanes)
            return null;
        var lane = new LaneTrack(thread.Id, of, isLoop, thread.Name is { Length: > 0 } name ? name : FormattableString.Invariant($"thread {thread.NativeId}"));
        lanes.Add(lane);
        spans += lane.Capacity;
        return lane;
    }

    private void Forget(Moment now)
    {
        forgotten = now;
        for (var i = lanes.Count - 1; i >= 0; i--)
        {
            lanes[i].Forget(now - Keep);
            if (lanes[i].Count > 0)
                continue;
            spans -= lanes[i].Capacity;
            lanes.RemoveAt(i);
        }
    }
}
