using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The numbers of one loop since the watch began. A loop that follows another under the same name goes on with its numbers.</summary>
internal sealed class LoopTally(string name, int slot, StallCounts stalls, KeyValuePair<string, object?>[] tags)
{
    /// <summary>From this age a turn is a block: what asyncio itself calls slow.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);

    private readonly Histogram lag = new(Buckets.Lag);
    private readonly LateShare busy = new();
    private LoopKind kind;
    private Turn turn;
    private int? ready, tasks;

    public string Name { get; } = name;

    /// <summary>Where its points are kept.</summary>
    public int Slot { get; } = slot;

    public ulong Id { get; private set; }

    public StallCounts Stalls { get; } = stalls;

    public Moment LastSeen { get; private set; }

    /// <summary>How long it has not gone round: age of its turn while it runs callbacks, else how late its earliest timer is.</summary>
    public TimeSpan Lag { get; private set; }

    /// <summary>Age of the turn it is in; zero while it waits for events.</summary>
    public TimeSpan Age { get; private set; }

    /// <summary>The same when that is a block, else zero.</summary>
    public TimeSpan Blocked => Age >= Long ? Age : TimeSpan.Zero;

    /// <summary>How much of the block was not yet there at the look before.</summary>
    public TimeSpan BlockedSince { get; private set; }

    public int? Ready => ready;

    public double? BusyRatio => busy.Value;

    public void See(Snapshot look, in Loop loop, bool isOnGrid, Instruments instruments, WallClock clock)
    {
        var before = LastSeen;
        var wasBlocked = Blocked > TimeSpan.Zero;
        (Id, kind, LastSeen, ready, tasks) = (loop.Id, loop.Kind, look.At, loop.Ready, loop.Tasks ?? tasks);
        if (loop.Phase == LoopPhase.Unknown)
            return;
        var isRunning = loop.Phase == LoopPhase.Running;
        busy.See(look.At, isRunning);
        Age = isRunning ? NotNegative(look.At - loop.Turn.Began) : TimeSpan.Zero;
        Lag = isRunning ? Age : loop.NextTimer is { } due ? NotNegative(look.At - due) : TimeSpan.Zero;
        BlockedSince = Blocked == TimeSpan.Zero ? TimeSpan.Zero : wasBlocked && loop.Turn.IsSameAs(turn) ? look.At - before : Age;
        turn = loop.Turn;
        if (isOnGrid)
            Observe(look, loop, instruments, clock);
    }

    public LoopView View() => new(Id, Name, kind)
    {
        Blocked = Blocked,
        Lag = lag.View(),
        BusyRatio = busy.Value,
        Ready = ready,
        Tasks = tasks,
        Stalls = Stalls.View(),
    };

    private void Observe(Snapshot look, in Loop loop, Instruments instruments, WallClock clock)
    {
        var seconds = Lag.TotalSeconds;
        lag.Add(seconds);
        instruments.Lag.Record(seconds, tags);
        if (Blocked > TimeSpan.Zero && loop.Thread >= 0 && loop.Thread < look.Threads.Count
            && UserFrames.Of(look.Threads[loop.Thread].Stack) is { } frame)
        {
            lag.Mark(seconds, clock.At(look.At), frame.Function.Name);
        }
    }

    private static TimeSpan NotNegative(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
