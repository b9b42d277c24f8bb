using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds callbacks that hold a loop: nothing else on it can run meanwhile.</summary>
/// <remarks>
/// A block is followed by the identity of its turn and callback, never by equal stacks. Time that a callback spends waiting for
/// the interpreter's lock or for a CPU is not its own: other rules report that. Nor is time in which the machine did not run Unjam either.
/// </remarks>
public sealed class LoopBlocked : IRule
{
    // What asyncio itself calls slow (slow_callback_duration), and about where a person begins to notice.
    private static readonly TimeSpan DefaultWarning = TimeSpan.FromMilliseconds(100);

    // Health checks, heartbeats and timeouts of a second are common: beyond it others see the service as dead.
    private static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    // Long enough for the kernel to have been asked several times why; short enough to answer at once.
    private static readonly TimeSpan CertainAfter = TimeSpan.FromMilliseconds(300);

    private readonly TimeSpan warning;
    private readonly TimeSpan critical;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="warning">Shortest time that is worth a finding; a tenth of a second by default.</param>
    /// <param name="critical">Shortest time that is critical; a second by default.</param>
    public LoopBlocked(TimeSpan? warning = null, TimeSpan? critical = null) =>
        (this.warning, this.critical) = (warning ?? DefaultWarning, critical ?? DefaultCritical);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        var settled = true;
        foreach (var loop in LoopsSeen.In(timeline))
        {
            if (Unseen(timeline, loop))
                return new Verdict.Undecided($"what {LoopsSeen.NameOf(timeline, loop)} runs could not be read", IsBlind: true);
            var culprits = new Dictionary<string, BlockedCulprit>();
            foreach (var block in Blocks.Of(timeline, loop, warning, looks: 1))
            {
                var scene = Scene.Of(timeline, block, calls);
                if (scene.Stopped == 0 && !block.IsOver && IsNew(block, scene))
                    suspicion ??= $"a callback of {LoopsSeen.NameOf(timeline, loop)} has only just begun to look long";
                if (!IsProven(timeline, block, scene))
                    continue;
                var culprit = BlockedCulprit.Of(block, scene);
                if (!culprits.TryAdd(culprit.Key, culprit))
                    culprits[culprit.Key] = culprits[culprit.Key].With(culprit);
            }

            foreach (var culprit in culprits.Values)
            {
                findings.Add(LoopBlockedFinding.Of(timeline, loop, culprit, warning, critical));
                settled &= IsSettled(culprit);
            }
        }

        return Verdict.Of(findings.ToImmutable(), settled, suspicion);
    }

    /// <summary>Every block by itself, that findings sum up by their culprit: in the order of loops, and then of time.</summary>
    public ImmutableArray<LoopStall> Stalls(Timeline timeline)
    {
        var stalls = ImmutableArray.CreateBuilder<LoopStall>();
        foreach (var block in Blocks.Of(timeline, warning))
        {
            if (Scene.Of(timeline, block, calls) is var scene && IsProven(timeline, block, scene))
                stalls.Add(new(block, LoopBlockedFinding.Of(timeline, block.Loop, BlockedCulprit.Of(block, scene), warning, critical)));
        }

        return stalls.ToImmutable();
    }

    /// <summary>Too little was seen of it to call it long, or to tell why it is.</summary>
    private bool IsNew(Block block, Scene scene) =>
        block.Looks < 2 || block.Proven < warning || (scene.Kernel.Looks == 0 && scene.GilElsewhere > 0);

    /// <summary>The callback itself, and nothing that kept it from running, held the loop for long.</summary>
    private bool IsProven(Timeline timeline, Block block, Scene scene) =>
        scene.Stopped == 0 && !IsNew(block, scene) && scene.OwnPartOf(block.Proven - Lapses.Within(timeline, block)) >= warning;

    /// <summary>It will not get worse than critical, and the kernel has been asked often enough to know why.</summary>
    private bool IsSettled(BlockedCulprit culprit) =>
        culprit is { Worst: var block, Scene: var scene } && block.Duration >= critical && scene.Kernel.Looks >= 2 && block.LastSeen - block.FirstSeen >= CertainAfter;

    /// <summary>Whether hardly any look could read a loop.</summary>
    private static bool Unseen(Timeline timeline, ulong loop)
    {
        int seen = 0, unknown = 0;
        for (var i = 0; i < timeline.Count; i++)
        {
            if (LoopsSeen.IndexOf(timeline[i], loop) is var row and >= 0)
            {
                seen++;
                unknown += timeline[i].Loops[row].Phase == LoopPhase.Unknown ? 1 : 0;
            }
        }

        return unknown * 2 > seen;
    }
}
