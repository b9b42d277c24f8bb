using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Unjam.Executors;
using Unjam.SelfStacks;

namespace Unjam.Starving;

/// <summary>A watched pool, the truth about it, and the lines that are printed.</summary>
public sealed class Stage : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly bool throws;

    public Stage(TimeSpan length, bool throws, bool withStacks)
    {
        Length = length;
        this.throws = throws;
        Watchdog = new ThreadPoolWatchdog(new WatchdogOptions { Logger = new IncidentLog(this, throws), Stacks = throws ? new BrokenStacks() : withStacks ? new SelfStackSource() : null });
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == "Unjam.ThreadPool" && instrument.Name == "unjam.threadpool.queue.wait")
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, wait, _, _) => Probed(wait));
        listener.Start();
        Watchdog.Start();
    }

    /// <summary>How long the scenario lasts.</summary>
    public TimeSpan Length { get; }

    public ThreadPoolWatchdog Watchdog { get; }

    public Truth Truth { get; } = new();

    /// <summary>When the stall began: set by the scenario just before it.</summary>
    public long Began { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>Whether the scenario's time is over.</summary>
    public bool IsOver => Stopwatch.GetElapsedTime(Began) >= Length;

    public void Begin() => Began = Stopwatch.GetTimestamp();

    /// <summary>Prints a line.</summary>
    public void Tell(string what, JsonObject facts)
    {
        facts["event"] = what;
        facts["at"] = Stopwatch.GetElapsedTime(Began).TotalSeconds;
        lock (gate)
            Console.WriteLine(facts.ToJsonString());
    }

    /// <summary>Prints what it all came to.</summary>
    public void End()
    {
        var statistics = Watchdog.Statistics();
        Watchdog.Dispose();
        var after = Watchdog.Statistics();
        Tell("end", new JsonObject
        {
            ["threads"] = statistics.Threads,
            ["probes"] = statistics.Probes,
            ["longest"] = statistics.LongestWait.TotalSeconds,
            ["truth"] = Truth.Longest.TotalSeconds,
            ["items"] = Truth.Started,
            ["incidents"] = after.Ended.Length,
            ["failures"] = after.Failures,
            ["failure"] = after.LastFailure,
        });
    }

    public void Dispose()
    {
        Watchdog.Dispose();
        listener.Dispose();
    }

    // in a queue that is first in, first out, what starts together was queued together
    private void Probed(double wait)
    {
        if (throws)
            throw new InvalidOperationException("this listener always throws");
        if (Truth.Recent(TimeSpan.FromMilliseconds(120)) is var (low, high))
            Tell("probe", new JsonObject { ["wait"] = wait, ["low"] = low.TotalSeconds, ["high"] = high.TotalSeconds });
    }
}
