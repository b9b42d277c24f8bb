using System.Runtime.InteropServices;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Watching;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the loops of Unjam.Executors into a look, as the process itself tells of them: some times a second, so that what is said of a loop is checked by its thread.</summary>
internal sealed class LoopRows(ThreadRows rows, ThreadWitnesses witnesses, Stillness stillness)
{
    private const ulong Mark = 1UL << 62;

    // a callback that has taken so long already is worth to be told of until the next beat
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(50);

    // names come from the process: one that makes up new ones is not to fill our memory
    private const int MostNames = 4096;

    private readonly Dictionary<string, Known> known = [];
    private uint named;

    /// <summary>Adds them.</summary>
    public void Look(Snapshot into, in CalmState calm)
    {
        if (known.Count > MostNames)
            known.Clear();
        foreach (var beat in calm.Beats)
        {
            foreach (var loop in beat.Loops)
                Add(into, beat, loop);
        }
    }

    private void Add(Snapshot into, UnjamBeat beat, UnjamLoop loop)
    {
        ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(known, loop.Name, out var isKnown);
        if (!isKnown)
            before = new Known(Mark | ++named, default, default, default, false);
        var thread = witnesses.Outer(loop.Thread);
        if (before.Beat != beat.At)
        {
            var began = beat.At - loop.Blocked;

            // the same callback is told with the moment of its first telling
            var isSame = before.Beat != default && before.Callbacks == loop.Callbacks && before.Began != default && loop.Blocked > TimeSpan.Zero;
            before = new Known(before.Id, beat.At, isSame ? before.Began : began, loop.Callbacks, isSame);
        }

        var isHeld = loop.Blocked > TimeSpan.Zero;
        var still = isHeld && thread > 0 ? stillness.Of(thread, into.At) : default;
        var isStill = still is { IsKnown: true } && still.Since <= before.Beat;
        into.Loops.Add(new Loop
        {
            Id = before.Id,
            Kind = loop.Kind == "context" ? LoopKind.SynchronizationContext : LoopKind.EventLoop,
            Name = loop.Name,
            Thread = rows.IndexOf(thread),
            Phase = !isHeld ? LoopPhase.Polling : isStill || before.IsSame || loop.Blocked >= Long ? LoopPhase.Running : LoopPhase.Unknown,
            Turn = new Turn((ulong)Math.Max(0, loop.Callbacks), before.Began, (ulong)Math.Max(0, loop.Callbacks), 0, 1),
            Coroutine = isHeld && loop.Callback.Length > 0 ? new Function(loop.Callback, "", 0) : null,
            Ready = loop.Ready < 0 ? null : loop.Ready,
        });
    }

    private readonly record struct Known(ulong Id, Moment Beat, Moment Began, long Callbacks, bool IsSame);
}
