using System.Diagnostics.Metrics;
using Unjam.Model;

namespace Unjam.Executors.Tests.Loops;

public sealed class LoopMeasuresTests
{
    private static readonly LoopOptions Patient = new() { SlowCallback = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task LagAndDuration_OfAHeldClock_AreExact()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(Patient with { Time = time });
        await Soon.Ends(loop.RunAsync(() =>
        {
            loop.Post(() => time.Advance(TimeSpan.FromMilliseconds(400)));
            loop.Post(() => { });
            return Task.CompletedTask;
        }));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        Soon.True(() => loop.Statistics().Callbacks >= 4, "The callbacks did not run.");
        var statistics = loop.Statistics();
        Assert.Equal(TimeSpan.FromMilliseconds(400), statistics.Lag.Max);
        Assert.Equal(TimeSpan.FromMilliseconds(400), statistics.Duration.Max);
        Assert.Equal(0.4, statistics.Duration.Sum, 6);
        Assert.Equal(TimeSpan.FromMilliseconds(400), statistics.BusyTime);
        Assert.Equal(0, statistics.Blocked);
    }

    [Fact]
    public async Task Callback_AsLongAsTheThreshold_IsCountedAsBlocked_WithItsTime()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(Patient with { Time = time });
        loop.Post(() => time.Advance(TimeSpan.FromSeconds(1)));
        loop.Post(() => time.Advance(TimeSpan.FromSeconds(3)));
        loop.Post(() => time.Advance(TimeSpan.FromMilliseconds(999)));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        Assert.Equal(2, loop.Statistics().Blocked);
        Assert.Equal(TimeSpan.FromSeconds(4), loop.Statistics().BlockedTime);
    }

    [Fact]
    public async Task OldestWait_BehindACallbackThatRuns_IsThatOfTheNext()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromHours(1) });
        LoopStatistics? inside = null;
        await Soon.Ends(loop.RunAsync(() =>
        {
            loop.Post(() => { });
            loop.Post(() => { });
            time.Advance(TimeSpan.FromMilliseconds(250));
            inside = loop.Statistics();
            return Task.CompletedTask;
        }));
        Assert.Equal(TimeSpan.FromMilliseconds(250), inside!.OldestWait);
        Assert.Equal(2, inside.Ready);
        Assert.Equal(1, inside.Running);
    }

    [Fact]
    public async Task Utilization_OfALoopThatIsHalfBusy_IsAHalf()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Time = time, SlowCallback = TimeSpan.FromHours(1) });
        loop.Post(() => time.Advance(TimeSpan.FromMilliseconds(300)));
        await Soon.Ends(loop.RunAsync(() => Task.CompletedTask));
        var look = new Snapshot();
        Soon.True(() => PhaseOf(loop, look) == LoopPhase.Polling, "The loop does not come to rest.");
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(0.5, loop.Statistics().Utilization, 3);
    }

    [Fact]
    public async Task Meter_ThatIsHeard_TellsWhatTheStatisticsTell()
    {
        var name = nameof(Meter_ThatIsHeard_TellsWhatTheStatisticsTell);
        var heard = new List<(string Instrument, double Value)>();
        using var listener = Listener(name, (instrument, value) => heard.Add((instrument, value)));
        var time = new LoopTime();
        await using var loop = EventLoop.Start(Patient with { Name = name, Time = time });
        await Soon.Ends(loop.RunAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        }));
        Soon.True(() => loop.Statistics().Callbacks == 1, "The callback was not counted.");
        listener.RecordObservableInstruments();
        Soon.True(() => heard.Count >= 4, "Not all instruments were heard.");
        Assert.Contains(("unjam.loop.lag", 0.0), heard);
        Assert.Contains(("unjam.loop.callback.duration", 2.0), heard);
        Assert.Contains(("unjam.loop.blocked.count", 1.0), heard);
        Assert.Contains(heard, each => each.Instrument == "unjam.loop.utilization" && each.Value > 0);
        await loop.DisposeAsync();
        heard.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(heard);
    }

    [Fact]
    public async Task Listener_ThatThrows_HurtsNoCallback()
    {
        var name = nameof(Listener_ThatThrows_HurtsNoCallback);
        using var listener = Listener(name, (_, _) => throw new FormatException("bad listener"));
        await using var loop = EventLoop.Start(Patient with { Name = name });
        Assert.Equal(3, await Soon.Ends(loop.RunAsync(() => Task.FromResult(3))));
        Soon.True(() => loop.Statistics().Lost == 1, "The lost measurement was not counted.");
        Assert.Equal(0, loop.Statistics().Failed);
    }

    [Fact]
    public async Task Look_AtALoopThatRuns_ShowsTheVeryCallback_AndItsMoment()
    {
        var time = new LoopTime();
        await using var loop = EventLoop.Start(new LoopOptions { Name = "seen", Time = time, SlowCallback = TimeSpan.FromHours(1) });
        var (first, second) = (new Snapshot(), new Snapshot());
        await Soon.Ends(loop.RunAsync(() =>
        {
            loop.Look(first, LookDepth.Memory);
            time.Advance(TimeSpan.FromSeconds(2));
            loop.Look(second, LookDepth.Memory);
            return Task.CompletedTask;
        }));
        Assert.Equal(LoopKind.EventLoop, first.Loops[0].Kind);
        Assert.Equal("seen", first.Loops[0].Name);
        Assert.Equal(LoopPhase.Running, first.Loops[0].Phase);
        Assert.True(first.Loops[0].Turn.IsSameCallbackAs(second.Loops[0].Turn));
        Assert.Equal(TimeSpan.FromSeconds(2), second.At - second.Loops[0].Turn.Began);
        Assert.Equal("seen", first.Threads[first.Loops[0].Thread].Name);
        if (OperatingSystem.IsLinux())
            Assert.True(Directory.Exists($"/proc/self/task/{first.Threads[0].NativeId}"));
        var later = new Snapshot();
        Soon.True(() => Phase(loop, later) == LoopPhase.Polling, "An idle loop does not poll.");
        Assert.False(later.Loops[0].Turn.IsSameCallbackAs(default));
        Assert.Equal(first.Loops[0].Id, later.Loops[0].Id);
    }

    private static LoopPhase Phase(EventLoop loop, Snapshot snapshot)
    {
        loop.Look(snapshot, LookDepth.Memory);
        return snapshot.Loops[0].Phase;
    }

    private static MeterListener Listener(string loop, Action<string, double> take)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Unjam.EventLoop")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        listener.Start();
        return listener;

        void Take(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0] is { Key: "loop", Value: string name } && name == loop)
                take(instrument, value);
        }
    }

    private static LoopPhase PhaseOf(EventLoop loop, Snapshot look)
    {
        loop.Look(look, LookDepth.Memory);
        return look.Loops[0].Phase;
    }
}
