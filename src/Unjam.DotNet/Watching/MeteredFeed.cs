using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>A session of events that cost the process something each: it is opened and closed as its policy says.</summary>
/// <param name="begin">Makes the session.</param>
/// <param name="rate">Tells how many of its events came in the last second.</param>
/// <param name="close">Is called when it has ended: what was under way in it is not known any more.</param>
internal sealed class MeteredFeed(Func<EventFeed> begin, Func<Moment, double> rate, Action close) : IDisposable
{
    private readonly MeteredPolicy policy = new();
    private readonly Lock gate = new();
    private EventFeed? feed;
    private bool isDisposed;
    private long lostBefore;

    /// <summary>Why it brings nothing; null while all is well, or while it is closed.</summary>
    public string? Trouble => Volatile.Read(ref feed)?.Trouble;

    /// <summary>Events that found no room in the process's buffer so far.</summary>
    public long Lost => Volatile.Read(ref lostBefore) + (Volatile.Read(ref feed)?.Lost ?? 0);

    /// <summary>Opens or closes it: called some times a second, by one thread.</summary>
    /// <param name="now">The present.</param>
    /// <param name="isWanted">Whether there is anything that its events would tell of.</param>
    public void Follow(Moment now, bool isWanted)
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            var isOpen = policy.Decide(now, isWanted, rate(now));
            if (isOpen && feed is null)
            {
                feed = begin();
                feed.Start();
            }
            else if (!isOpen && feed is { } open)
            {
                open.Dispose();
                Volatile.Write(ref lostBefore, lostBefore + open.Lost);
                feed = null;
                close();
            }
        }
    }

    /// <summary>Asks the runtime to end the session, and does not wait for it.</summary>
    public void End()
    {
        lock (gate)
        {
            isDisposed = true;
            feed?.End();
        }
    }

    public void Dispose()
    {
        End();
        lock (gate)
        {
            feed?.Dispose();
            feed = null;
        }
    }
}
