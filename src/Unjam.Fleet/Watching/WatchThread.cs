namespace Unjam.Fleet;

/// <summary>The thread that drives one watch, or the discovery of processes.</summary>
internal sealed class WatchThread
{
    private const int StackBytes = 256 << 10;

    private readonly Thread thread;

    /// <param name="step">Does what is to be done, and says how long to wait; infinite at the end.</param>
    /// <param name="end">Is called once, at the end or when stopped.</param>
    public WatchThread(string name, Func<TimeSpan> step, Action end, CancellationToken stop)
    {
        thread = new Thread(() => Run(step, end, stop), StackBytes) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => thread.IsAlive;

    /// <summary>Waits until it has ended.</summary>
    public void Join(TimeSpan within) => thread.Join(within);

    private static void Run(Func<TimeSpan> step, Action end, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && step() is var rest && rest != Timeout.InfiniteTimeSpan)
        {
            // rounded up: who wakes early takes the same look twice
            if (rest > TimeSpan.Zero)
                stop.WaitHandle.WaitOne((int)Math.Ceiling(rest.TotalMilliseconds));
        }

        end();
    }
}
