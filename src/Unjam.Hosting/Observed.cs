using System.Collections;
using System.Collections.Immutable;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>The executors, loops and pools of this process that are measured and judged together. Things may come and go while it is used; any thread may call it.</summary>
public sealed class Observed : IEnumerable<IProbe>
{
    private readonly Lock gate = new();

    internal ImmutableArray<InstrumentedExecutor> Executors { get; private set; } = [];

    internal ImmutableArray<EventLoop> Loops { get; private set; } = [];

    internal ImmutableArray<LoopMonitor> Monitors { get; private set; } = [];

    internal ImmutableArray<ThreadPoolWatchdog> Watchdogs { get; private set; } = [];

    /// <exception cref="ArgumentException">Another executor of that name is observed: their metrics could not be told apart.</exception>
    public void Add(InstrumentedExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(executor);
        lock (gate)
        {
            if (Executors.Any(other => other.Name == executor.Name))
                throw new ArgumentException($"An executor named '{executor.Name}' is observed already: give each a name of its own.", nameof(executor));
            Executors = Executors.Add(executor);
        }
    }

    /// <exception cref="ArgumentException">Another loop of that name is observed.</exception>
    public void Add(EventLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        lock (gate)
        {
            ThrowIfLoopIsKnown(loop.Name);
            Loops = Loops.Add(loop);
        }
    }

    /// <exception cref="ArgumentException">Another loop of that name is observed.</exception>
    public void Add(LoopMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        lock (gate)
        {
            ThrowIfLoopIsKnown(monitor.Name);
            Monitors = Monitors.Add(monitor);
        }
    }

    /// <exception cref="ArgumentException">A watchdog is observed already: there is one shared pool.</exception>
    public void Add(ThreadPoolWatchdog watchdog)
    {
        ArgumentNullException.ThrowIfNull(watchdog);
        lock (gate)
        {
            if (!Watchdogs.IsEmpty)
                throw new ArgumentException("A watchdog is observed already: a process has one shared thread pool.", nameof(watchdog));
            Watchdogs = [watchdog];
        }
    }

    /// <summary>Measures an executor, a loop, a monitor or a watchdog no longer.</summary>
    /// <returns>Whether it was observed.</returns>
    public bool Remove(IProbe probe)
    {
        lock (gate)
        {
            var before = this.Count();
            Executors = Executors.RemoveAll(each => ReferenceEquals(each, probe));
            Loops = Loops.RemoveAll(each => ReferenceEquals(each, probe));
            Monitors = Monitors.RemoveAll(each => ReferenceEquals(each, probe));
            Watchdogs = Watchdogs.RemoveAll(each => ReferenceEquals(each, probe));
            return this.Count() < before;
        }
    }

    /// <summary>All of them, as they are now.</summary>
    public IEnumerator<IProbe> GetEnumerator()
    {
        IEnumerable<IProbe> all = [.. Executors, .. Loops, .. Monitors, .. Watchdogs];
        return all.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void ThrowIfLoopIsKnown(string name)
    {
        if (Loops.Any(other => other.Name == name) || Monitors.Any(other => other.Name == name))
            throw new ArgumentException($"A loop named '{name}' is observed already: give each a name of its own.", nameof(name));
    }
}
