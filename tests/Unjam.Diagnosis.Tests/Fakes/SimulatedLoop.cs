using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>An event loop whose every moment is known: it polls, runs turns, and tells a look what it would read.</summary>
internal sealed class SimulatedLoop(ulong id = 1, string thread = "MainThread")
{
    private readonly List<Part> parts = [];
    private readonly Dictionary<int, Stack> stacks = [];
    private Moment end = Film.Second(100);
    private ulong callbacks = 1000;

    private readonly record struct Part(Moment Began, Moment Ended, Moment TurnBegan, ulong Callback, int Index, int Count, bool IsPoll, Moment? NextTimer, int Stack);

    public LoopKind Kind { get; init; } = LoopKind.Asyncio;

    public TimeSpan Coarseness { get; init; }

    /// <summary>The name the program gave it.</summary>
    public string? Name { get; init; }

    /// <summary>The method of the callback that runs.</summary>
    public Function? Method { get; init; }

    /// <summary>Whether a look reads the frames of its thread.</summary>
    public bool ShowsStacks { get; init; } = true;

    /// <summary>Whether the runtime lets the beginning of a poll be computed.</summary>
    public bool TellsPolls { get; init; } = true;

    public Func<Moment, bool, KernelState> Kernel { get; init; } = (_, running) => running ? Kernels.Sleeping : Kernels.Polling;

    /// <summary>What the loop's thread waits for while it runs a callback.</summary>
    public Func<Moment, Wait> Waits { get; init; } = _ => default;

    public string? Task { get; init; } = "GET /report";

    public int? Ready { get; init; } = 0;

    public int? Tasks { get; init; }

    public bool HoldsGil { get; init; }

    /// <summary>True blocks so far, as callbacks: when each began and ended.</summary>
    public List<(Moment Began, Moment Ended)> Truth { get; } = [];

    public SimulatedLoop Polls(double seconds, Moment? nextTimer = null)
    {
        parts.Add(new Part(end, end + TimeSpan.FromSeconds(seconds), default, 0, 0, 0, true, nextTimer, 0));
        end = parts[^1].Ended;
        return this;
    }

    /// <summary>One turn with callbacks of these lengths.</summary>
    public SimulatedLoop Turns(params double[] seconds) => TurnsIn(0, seconds);

    /// <summary>One turn whose callbacks show a stack that was set with <see cref="Shows"/>.</summary>
    public SimulatedLoop TurnsIn(int stack, params double[] seconds)
    {
        var turn = end;
        for (var i = 0; i < seconds.Length; i++)
        {
            var ended = end + TimeSpan.FromSeconds(seconds[i]);
            parts.Add(new Part(end, ended, turn, callbacks++, i, seconds.Length, false, null, stack));
            Truth.Add((end, ended));
            end = ended;
        }

        return this;
    }

    public SimulatedLoop Shows(int number, Stack stack)
    {
        stacks[number] = stack;
        return this;
    }

    public void Play(Snapshot look)
    {
        var at = look.At;
        var part = PartAt(at);
        var kernel = look.Depth >= LookDepth.Kernel ? Kernel(at, !part.IsPoll) : default;
        look.Threads.Add(new TargetThread(
            id * 10, (int)id * 100, thread, !ShowsStacks ? Stack.Empty : part.IsPoll ? Code.OnLoop() : stacks.GetValueOrDefault(part.Stack) ?? Stack.Empty,
            ShowsStacks ? StackQuality.Complete : StackQuality.Unread, HoldsGil && !part.IsPoll, kernel)
        { Wait = part.IsPoll ? default : Waits(at) });
        look.Loops.Add(new Loop
        {
            Id = id,
            Kind = Kind,
            Name = Name,
            Coroutine = part.IsPoll ? null : Method,
            Thread = look.Threads.Count - 1,
            Phase = part.IsPoll ? LoopPhase.Polling : LoopPhase.Running,
            Turn = part.IsPoll ? default : new Turn(id * 7, Coarse(part.TurnBegan), Counts ? part.Callback : 0, Counts ? part.Index : -1, Counts ? part.Count : 0),
            Coarseness = Coarseness,
            PollBegan = part.IsPoll && TellsPolls ? part.Began : null,
            NextTimer = part.NextTimer,
            Ready = Ready,
            Task = part.IsPoll ? null : Task,
            Tasks = Tasks,
        });
    }

    private bool Counts => Kind is LoopKind.Asyncio or LoopKind.EventLoop;

    private Moment Coarse(Moment moment) => Coarseness == TimeSpan.Zero ? moment : new Moment(moment.Nanoseconds / 1_000_000 * 1_000_000);

    private Part PartAt(Moment at)
    {
        foreach (var part in parts)
        {
            if (at < part.Ended)
                return part;
        }

        return parts[^1] with { Ended = at };
    }
}
