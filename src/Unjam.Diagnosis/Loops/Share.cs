using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What was seen of a loop's need to run during one second or so of a watch.</summary>
internal sealed class Share(SystemCalls calls)
{
    // A loop wakes up some tenths of a millisecond after its timer on a busy machine; this is no lateness.
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(3);

    private TimeSpan? firstPaused;
    private TimeSpan? lastPaused;

    public KernelTally Kernel { get; } = new(calls);

    /// <summary>Looks that could read the loop.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks in which it had something to do, and another thread held the interpreter's lock.</summary>
    public int LateWhileGilElsewhere { get; private set; }

    /// <summary>Whether the target as a whole was stopped meanwhile: then nothing else explains anything.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>The latest that a timer was seen to be while the loop still waited to be let in.</summary>
    public TimeSpan Latest { get; private set; }

    /// <summary>How long the collector stopped all threads meanwhile, where the runtime counts that; null where it does not.</summary>
    public TimeSpan? Paused => lastPaused - firstPaused;

    public Moment From { get; private set; }

    public Moment To { get; private set; }

    public TimeSpan Span => To - From;

    /// <summary>Takes the next look that saw the loop.</summary>
    public void Add(Snapshot look, in Loop loop)
    {
        if (Looks++ == 0)
            From = look.At;
        To = look.At;
        firstPaused ??= look.Paused;
        lastPaused = look.Paused ?? lastPaused;
        WasStopped |= look.State != TargetState.Running;
        if (LoopsSeen.ThreadOf(look, loop) is not { } thread)
            return;
        Kernel.Add(look.At, thread.Kernel);
        if (!IsKeptWaiting(look, loop, thread))
            return;
        LateWhileGilElsewhere++;
        if (loop is { Phase: LoopPhase.Polling, NextTimer: { } due } && look.At - due > Latest)
            Latest = look.At - due;
    }

    /// <summary>Whether the loop would run, and the interpreter's lock keeps it from it.</summary>
    public static bool IsKeptWaiting(Snapshot look, in Loop loop, in TargetThread thread)
    {
        if (thread.Kernel.WaitsForGil)
            return true;
        var isLate = loop is { Phase: LoopPhase.Polling, NextTimer: { } due } && look.At - due > Punctual;
        return isLate && HolderOtherThan(look, thread.Id) >= 0;
    }

    /// <summary>Index of the thread that holds the interpreter's lock; −1 when none does, or that one does.</summary>
    public static int HolderOtherThan(Snapshot look, ulong thread)
    {
        var threads = look.Threads.Span;
        for (var i = 0; i < threads.Length; i++)
        {
            if (threads[i].HoldsGil && threads[i].Id != thread)
                return i;
        }

        return -1;
    }

    /// <summary>Divides a watch of a loop into parts of a length, the last one being longer; parts without a look are left out.</summary>
    public static List<Share> Of(Timeline timeline, ulong loop, TimeSpan part, SystemCalls calls)
    {
        var shares = new List<Share>();
        Share? current = null;
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (LoopsSeen.IndexOf(look, loop) is not (var row and >= 0) || look.Loops[row].Phase == LoopPhase.Unknown)
                continue;
            if (current is null || (look.At - current.From >= part && timeline.Latest.At - look.At >= part))
                shares.Add(current = new Share(calls));
            current.Add(look, look.Loops[row]);
        }

        return shares;
    }
}
