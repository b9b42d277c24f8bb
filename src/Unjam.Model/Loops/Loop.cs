namespace Unjam.Model;

/// <summary>An event loop at the moment of a look.</summary>
public readonly record struct Loop
{
    /// <summary>Identity of the loop while it lives.</summary>
    public required ulong Id { get; init; }

    public required LoopKind Kind { get; init; }

    /// <summary>The name the program gave it; null where it has none of its own: then that of its thread stands for it.</summary>
    public string? Name { get; init; }

    /// <summary>Index of its thread in <see cref="Snapshot.Threads"/>.</summary>
    public required int Thread { get; init; }

    public LoopPhase Phase { get; init; }

    /// <summary>The pass it is in; meaningful while <see cref="Phase"/> is Running.</summary>
    public Turn Turn { get; init; }

    /// <summary>How coarse the moment in <see cref="Turn"/> is: zero where the runtime keeps it exactly, some milliseconds for uvloop.</summary>
    public TimeSpan Coarseness { get; init; }

    /// <summary>When it began to wait for events, where the runtime lets that be computed exactly; else null.</summary>
    public Moment? PollBegan { get; init; }

    /// <summary>When its earliest timer is due; null without timers.</summary>
    public Moment? NextTimer { get; init; }

    /// <summary>Callbacks ready to run (including those of the current batch that have not run); null when unread.</summary>
    public int? Ready { get; init; }

    /// <summary>Armed timers; null when unread.</summary>
    public int? Timers { get; init; }

    /// <summary>Timers that are already due; null when unread. Counted up to a limit.</summary>
    public int? OverdueTimers { get; init; }

    /// <summary>Name of the task that runs now; null when none runs or it could not be read.</summary>
    public string? Task { get; init; }

    /// <summary>The coroutine of that task, outermost; for a loop of a .NET program the method of the callback that runs, or of the asynchronous method that it goes on with.</summary>
    public Function? Coroutine { get; init; }

    /// <summary>Tasks that are not done; null when not counted in this look.</summary>
    public int? Tasks { get; init; }
}
