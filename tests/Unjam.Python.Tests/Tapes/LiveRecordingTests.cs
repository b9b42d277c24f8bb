using Unjam.Live;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Attach;

namespace Unjam.Python.Tests.Tapes;

/// <summary>Records looks at live processes and replays them. With UNJAM_TAPES=folder the tapes are kept there: so the library was made.</summary>
[Collection("live")]
public class LiveRecordingTests
{
    public static IEnumerable<object[]> Scenarios =>
        (from python in Interpreters.OneOfEachSeries
         from scenario in new[] { ("blocked", "s01_loop_blocked_sleep.py"), ("backlog", "s04_pool_backlog.py"), ("deadlock", "s08_nested_submit_deadlock.py"), ("pools", "every_pool.py") }
         select new[] { python[0], scenario.Item1, scenario.Item2 })
        .Concat(from python in Interpreters.With("trio") select new[] { python[0], "trio", "trio_held.py" });

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Replay_OfALiveLook_GivesTheSameSnapshot(string python, string scenario, string script)
    {
        using var target = LiveTarget.Start(python, script, environment: new Dictionary<string, string> { ["BY"] = "trio" });
        using var process = PythonProcess.Attach(target.Pid);
        var recorded = RecordedPython.Of(process.Runtime);
        WaitFor(scenario, process, recorded);
        // a tape holds one state of each byte and look: the target is to stand still while it is recorded
        target.Signal("STOP");
        Eventually.True(() => KernelView.ThreadStates(target.Pid).All(static state => state == 'T'), TimeSpan.FromSeconds(20), "it does not stop");
        var recording = new RecordingMemory(process.Memory);
        var sight = recorded.Through(recording);
        var live = new List<string>();
        foreach (var depth in new[] { LookDepth.Everything, LookDepth.Memory, LookDepth.Everything })
        {
            live.Add(sight.Take(new Moment(TimeProvider.System.GetTimestamp()), depth).ToText());
            recording.EndLook();
        }

        var tape = recording.ToTape(recorded.ToNotes());
        Assert.Equal(live, Replay(tape));
        Keep(tape, $"{Interpreters.Named(python).Series}-{scenario}.tape");
    }

    private static List<string> Replay(Tape tape)
    {
        var memory = new TapeMemory(tape);
        var sight = RecordedPython.Of(tape).Through(memory);
        var texts = new List<string>();
        foreach (var depth in new[] { LookDepth.Everything, LookDepth.Memory, LookDepth.Everything })
        {
            texts.Add(sight.Take(depth).ToText());
            memory.TryNext();
        }

        return texts;
    }

    private static void WaitFor(string scenario, PythonProcess process, RecordedPython recorded)
    {
        var sight = recorded.Through(process.Memory);
        Eventually.True(() => IsThere(scenario, sight.Take(new Moment(TimeProvider.System.GetTimestamp()), LookDepth.Memory)),
            TimeSpan.FromSeconds(20), $"{scenario} never came");
    }

    private static bool IsThere(string scenario, Snapshot snapshot) => scenario switch
    {
        "blocked" => snapshot.Loops is { Count: 1 } loops && loops[0].Phase == LoopPhase.Running
            && snapshot.At - loops[0].Turn.Began is { TotalMilliseconds: > 100 and < 700 },
        "pools" => snapshot.Pools.Count >= 3 && snapshot.Pools.Span.ToArray().All(static pool => pool.Kind != PoolKind.AnyioLimiter || pool.Queued == 2),
        "backlog" => snapshot.Pools is { Count: 1 } pools && pools[0].Queued >= 4,
        "trio" => snapshot.Pools is { Count: 2 } pools && pools[0].Queued == 7 && snapshot.Workers.Count == 10,
        _ => snapshot.Pools is { Count: 1 } pools && pools[0].Queued == 8 && snapshot.Workers.Count == 4
            && snapshot.Workers.Span.ToArray().All(static worker => worker.AwaitsResult != 0),
    };

    private static void Keep(Tape tape, string name)
    {
        if (Environment.GetEnvironmentVariable("UNJAM_TAPES") is not { Length: > 0 } folder)
            return;
        using var file = File.Create(Path.Combine(folder, name));
        tape.Save(file);
    }
}
