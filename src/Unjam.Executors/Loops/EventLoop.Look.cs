using System.Runtime.CompilerServices;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>The loop as a probe of itself.</summary>
public sealed partial class EventLoop
{
    /// <summary>Takes a look at the loop. A turn of this loop is one callback: timers and posted work are served between any two.</summary>
    public void Look(Snapshot into, LookDepth depth)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.Begin(parts.Clock.MomentOf(parts.Clock.Now()), depth);
        AddTo(into);
    }

    /// <summary>Adds the loop and its thread to a look that has begun.</summary>
    internal void AddTo(Snapshot into)
    {
        var now = parts.Now;
        var sequence = now.Sequence;
        var (isRunning, began, item, wait) = (now.IsRunning, now.Began, now.Item, now.Wait);
        var isSteady = now.Sequence == sequence;
        into.Threads.Add(new TargetThread(
            (ulong)(thread?.ManagedThreadId ?? 0), nativeThread, Name,
            wait?.Stack ?? Stack.Empty, wait is null ? StackQuality.Unread : StackQuality.Complete, false, default));
        var timerAt = runner.TimerAt;
        into.Loops.Add(new Loop
        {
            Id = ((ulong)nativeThread << 32) | (uint)RuntimeHelpers.GetHashCode(this),
            Kind = LoopKind.EventLoop,
            Name = Name,
            Thread = into.Threads.Count - 1,
            Phase = !isSteady ? LoopPhase.Unknown : isRunning ? LoopPhase.Running : LoopPhase.Polling,
            Turn = new Turn((ulong)sequence, parts.Clock.MomentOf(began), (ulong)sequence, 0, 1),
            Ready = parts.Queue.Count + now.Rest,
            Timers = runner.Timers,
            NextTimer = timerAt == long.MaxValue ? null : parts.Clock.MomentOf(timerAt),
            Coroutine = isSteady && isRunning && item is { } runs ? CallbackName.Of(runs) : null,
            Tasks = parts.Running,
        });
    }
}
