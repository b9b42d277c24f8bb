using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>
/// Says when the events of the shared pool's queue are worth their price. They tell how long work waits, and cost every item of work something: while few items move
/// the session may stay open as long as work waits; where many do, it is short and seldom.
/// </summary>
internal sealed class QueuePolicy
{
    /// <summary>Events a second that cost next to nothing.</summary>
    public const double Cheap = 5_000;

    // so long is open what costs: long enough to see waits that matter begin and end
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    // a service that is busy loses a quarter of its throughput meanwhile: once in so many times of that, it is half a percent in all
    private const int Seldom = 50;

    // work comes and goes: it is looked for a little longer than it waits
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Moment? opened;
    private Moment waited;
    private Moment? next;

    /// <summary>Whether the session is to be open.</summary>
    public bool IsOpen => opened is not null;

    /// <summary>Decides anew.</summary>
    /// <param name="now">The present.</param>
    /// <param name="queued">Items that wait by the counter.</param>
    /// <param name="rate">Events in the last second.</param>
    /// <returns>Whether the session is to be open now.</returns>
    public bool Decide(Moment now, int queued, double rate)
    {
        if (queued > 0)
            waited = now;
        if (opened is not { } since)
        {
            if (queued > 0 && (next is not { } at || now >= at))
                opened = now;
        }
        else if (rate > Cheap && now - since >= Shortest)
        {
            (opened, next) = (null, now + ((now - since) * Seldom));
        }
        else if (now - waited >= Quiet)
        {
            opened = null;
        }

        return IsOpen;
    }
}
