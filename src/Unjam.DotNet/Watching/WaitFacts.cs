using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Which threads wait, by the events of waits: written by the thread that reads them, read by looks.</summary>
/// <param name="names">Names their stacks.</param>
/// <param name="ahead">What the target's clock is ahead of ours.</param>
internal sealed class WaitFacts(StackNames names, TimeSpan ahead) : INettraceReceiver
{
    // a wait that ends before anybody hears of it is nothing to look at
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly OpenWaits waits = new();
    private readonly EventRate rate = new();
    private readonly Dictionary<long, (long Number, Stack Stack)> named = [];

    public void Begin(in TraceStart start) => Close();

    public void Take(in NettraceEvent happened)
    {
        names.Take(happened);
        lock (gate)
        {
            waits.Take(happened);
            rate.Add(happened.Timestamp);
        }
    }

    /// <summary>Events in the last second.</summary>
    public double Rate(Moment now)
    {
        lock (gate)
            return rate.At((now + ahead).Nanoseconds);
    }

    /// <summary>A session has ended: whoever waited may wait no more.</summary>
    public void Close()
    {
        lock (gate)
        {
            waits.Clear();
            named.Clear();
            rate.Clear();
        }
    }

    /// <summary>Copies the waits that last.</summary>
    public void Read(List<WaitSighting> into, Moment now)
    {
        into.Clear();
        lock (gate)
        {
            if (named.Count > 2 * waits.All.Count + 64)
                named.Clear();
            foreach (var wait in waits.All)
            {
                var began = wait.Began - ahead;
                if (now - began >= Shortest)
                    into.Add(new WaitSighting(wait.Thread, began, StackOf(wait, out var isWhole), isWhole, wait.Lock, wait.Owner));
            }
        }
    }

    private Stack StackOf(OpenWait wait, out bool isWhole)
    {
        isWhole = true;
        if (named.TryGetValue(wait.Thread, out var known) && known.Number == wait.Number)
            return known.Stack;
        if (!names.IsReady)
        {
            isWhole = false;
            return Stack.Empty;
        }

        var stack = names.Named(wait.Stack, out isWhole);
        if (isWhole)
            named[wait.Thread] = (wait.Number, stack);
        return stack;
    }
}
