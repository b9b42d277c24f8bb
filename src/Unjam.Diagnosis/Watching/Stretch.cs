using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A part of a watch without end that is judged while it goes on, by the rules and with the words of any other watch.</summary>
/// <param name="rules">Rules of its own: they remember what they have seen of this timeline.</param>
/// <param name="capacity">Looks that are remembered at most.</param>
/// <param name="memory">For how long they are remembered at most: what is over is not to be told for long, however seldom one looks. Null for ever.</param>
public sealed class Stretch(Target target, ImmutableArray<IRule> rules, int capacity, TimeSpan? memory = null)
{
    private readonly Timeline timeline = new(target, capacity);
    private readonly LoopBlocked blocks = new();
    private readonly Depths depths = new();
    private LookDepth next = LookDepth.Kernel;

    /// <summary>Looks it took.</summary>
    public int Looks => timeline.Looks;

    /// <summary>Whether a rule suspected something, when they were last asked, that more looks would settle.</summary>
    public bool IsSuspecting { get; private set; }

    /// <summary>How many looks like one that is known fit into so many bytes; enough to judge, even when they do not.</summary>
    public static int RoomWithin(Snapshot look, long bytes) => Room.Within(look, bytes);

    /// <summary>Takes the next look; how much it sees is chosen as any watch would.</summary>
    /// <param name="isWhole">Whether to read everything, tasks included.</param>
    /// <exception cref="TargetGoneException">The target has gone.</exception>
    public Snapshot Take(IProbe probe, bool isWhole = false)
    {
        var look = timeline.Take(probe, isWhole ? LookDepth.Everything : next);
        next = depths.After(look);
        if (memory is { } longest)
            timeline.Forget(look.At - longest);
        return look;
    }

    /// <summary>What can be said now of the looks that are remembered; there is at least one.</summary>
    /// <param name="ownCpu">CPU time that these looks cost.</param>
    public Report Judge(TimeSpan ownCpu)
    {
        var judgement = Judgement.Of(timeline, rules);
        IsSuspecting = judgement.IsWaiting;
        return ReportOf.Watch(timeline, judgement, Ending.Cancelled, timeline.Latest.At - timeline[0].At, ownCpu);
    }

    /// <summary>The blocks of loops that are remembered, one by one.</summary>
    public ImmutableArray<LoopStall> Stalls() => blocks.Stalls(timeline);
}
