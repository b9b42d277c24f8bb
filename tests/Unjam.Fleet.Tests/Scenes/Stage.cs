using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Fleet.Tests;

/// <summary>One target played by actors, and its watch, driven by a clock that the test moves on.</summary>
internal sealed class Stage : IProbe, IProcessMeter, IAttacher, IDisposable
{
    public static readonly TargetKey Key = new(4711, 1);

    private readonly Instruments instruments = new();
    private TimeSpan wait;

    public Stage(FleetOptions? options = null)
    {
        Governor = new Governor(0.05, () => Cpu, Time);
        Setting = new Setting(options ?? Options(), this, Rulebook.All, Governor, instruments, Time);
        Watch = new TargetWatch(Key, "shop", Setting);
    }

    public FakeTime Time { get; } = new();

    public Film Film { get; } = new();

    public Governor Governor { get; }

    public Setting Setting { get; }

    public TargetWatch Watch { get; }

    public TimeSpan Cpu { get; set; }

    /// <summary>When looks were taken, in seconds of the clock, and how much they saw.</summary>
    public List<(double At, LookDepth Depth)> Looks { get; } = [];

    public int Attaches { get; private set; }

    /// <summary>What attaching fails with; null when it does not.</summary>
    public Func<Exception?> Refuses { get; set; } = () => null;

    /// <summary>What a look fails with; null when it does not.</summary>
    public Func<Exception?> Fails { get; set; } = () => null;

    public TimeSpan LookTakes { get; set; }

    public static FleetOptions Options() => new([4711], []);

    /// <summary>Drives the watch up to a second of the clock, which begins at 100.</summary>
    public void RunTo(double second, Action? each = null)
    {
        while (Time.Seconds + wait.TotalSeconds <= second)
        {
            Time.Advance(wait);
            wait = Watch.Step();
            each?.Invoke();
            if (wait == Timeout.InfiniteTimeSpan)
                return;
        }
    }

    public int LooksBetween(double from, double to) => Looks.Count(look => look.At >= from && look.At < to);

    public void Look(Snapshot into, LookDepth depth)
    {
        if (Fails() is { } failure)
            throw failure;
        Film.Now = new Moment(Time.GetTimestamp());
        Film.Look(into, depth);
        Looks.Add((Time.Seconds, depth));
        Time.Advance(LookTakes);
    }

    public ProcessNumbers? Read() => new(TimeSpan.FromSeconds(1), 1 << 20, 3, null, 5, 6);

    public Attached Attach(int pid)
    {
        Attaches++;
        if (Refuses() is { } refusal)
            throw refusal;
        return new(Film.Target, this, this, this);
    }

    public static DateTimeOffset At(double second) => FakeTime.Midnight + TimeSpan.FromSeconds(second);

    public TargetHistory History() => Watch.History(default);

    public void Dispose()
    {
    }
}
