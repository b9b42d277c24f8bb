using Unjam.DotNet.Attach;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Opens and closes the session of the shared pool's queue as its policy says.</summary>
internal sealed class QueueWatch(DiagnosticsPort port, QueueFacts facts, TimeProvider time) : IDisposable
{
    private readonly QueuePolicy policy = new();
    private EventFeed? feed;
    private bool isDisposed;
    private readonly Lock gate = new();

    /// <summary>Why it brings nothing; null while all is well.</summary>
    public string? Trouble => Volatile.Read(ref feed)?.Trouble;

    /// <summary>Follows the counters: called as they come, by the thread that reads them.</summary>
    public void Follow(Moment now, int queued)
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            var isOpen = policy.Decide(now, queued, facts.Rate(now));
            if (isOpen && feed is null)
            {
                feed = new EventFeed("queue", port, Requests.Queue, facts, time);
                feed.Start();
            }
            else if (!isOpen && feed is not null)
            {
                feed.Dispose();
                feed = null;
                facts.Close();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            feed?.Dispose();
            feed = null;
        }
    }
}
