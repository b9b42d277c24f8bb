using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>
/// Says when events that the process pays for one by one (items of the shared pool's queue, waits with their stacks) are worth their price: while few happen their
/// session may stay open for as long as it is wanted; where many do, it is short and seldom.
/// </summary>
internal sealed class MeteredPolicy
{
    /// <summary>Events a second that cost next to nothing.</summary>
    public const double Cheap = 5_000;

    // so long is open what costs: long enough to see waits that matter begin and end
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    // a service that is busy loses a quarter of its throughput meanwhile: once in so many times of that, it is half a percent in all
    private const int Seldom = 50;

    // work comes and goes: its events are asked for a little longer than it waits
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Moment? opened;
    private Moment wanted;
    private Moment? next;

    /// <summary>Whether the session is to be open.</summary>
    public bool IsOpen => opened is not null;

    /// <summary>Decides anew.</summary>
    /// <param name="now">The present.</param>
    /// <param name="isWanted">Whether there is anything that they would tell of.</param>
    /// <param name="rate">Events in the last second.</param>
    /// <returns>Whether the session is to be open now.</returns>
    public bool Decide(Moment now, bool isWanted, double rate)
    {
        if (isWanted)
            wanted = now;
        if (opened is not { } since)
        {
            if (isWanted && (next is not { } at || now >= at))
                opened = now;
        }
        else if (rate > Cheap && now - since >= Shortest)
        {
            (opened, next) = (null, now + ((now - since) * Seldom));
        }
        else if (now - wanted >= Quiet)
        {
            opened = null;
        }

        return IsOpen;
    }
}
