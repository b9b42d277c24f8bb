using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>What is known of one target. Its watch writes under the lock, for microseconds; whoever asks copies under the lock.</summary>
internal sealed class TargetRecord(TargetKey key, string name, Setting setting)
{
    private readonly WallClock clock = new(setting.Time);
    private TargetTally? tally;

    public Lock Gate { get; } = new();

    public TargetKey Key => key;

    public string Name => name;

    public TargetTally Tally => tally ??= new TargetTally(key, name, setting.Options, setting.Instruments, clock);

    public Past Past { get; } = new();

    public Target? Target { get; set; }

    public Report? Report { get; set; }

    public ProcessNumbers? Process { get; set; }

    /// <summary>Looks a second.</summary>
    public double Rate { get; set; }

    public WatchState State { get; private set; } = WatchState.Attaching;

    public string? WhyNot { get; private set; }

    public void Become(WatchState state, string? whyNot)
    {
        lock (Gate)
        {
            (State, WhyNot) = (state, whyNot);
            if (state == WatchState.Watching)
                return;
            Rate = 0;
            Past.Stalls.End();
        }
    }

    public TargetView View()
    {
        lock (Gate)
        {
            clock.Check();
            return new TargetView
            {
                Key = key,
                Name = name,
                State = State,
                WhyNot = WhyNot,
                Target = Target,
                Report = Report,
                Rate = Rate,
                Loops = [.. Tally.Loops.Where(loop => Tally.IsThere(loop.LastSeen)).Select(loop => loop.View())],
                Pools = [.. Tally.Pools.Where(pool => Tally.IsThere(pool.LastSeen)).Select(pool => pool.View())],
                Process = Process,
                Looks = Tally.Looks,
                LookDuration = Tally.LookDuration,
                GilWaitRatio = Tally.GilWaitRatio,
            };
        }
    }

    public TargetHistory History(DateTimeOffset since)
    {
        Func<WallClock, DateTimeOffset, TargetHistory> copy;
        lock (Gate)
            copy = Past.Copy();
        return copy(clock, since);
    }
}
