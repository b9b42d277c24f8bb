using System.Globalization;

namespace Unjam.Hosting;

/// <summary>How often the state is told: as the fastest of those who listen asked, each second unless anybody asked.</summary>
internal sealed class BeatPace
{
    private const double Shortest = 0.05, Longest = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private TimeSpan? asked;
    private int changes;

    /// <summary>Time between two beats.</summary>
    public TimeSpan Interval
    {
        get
        {
            lock (gate)
                return asked ?? Second;
        }
    }

    /// <summary>Waits until the next beat is due: also because somebody came who wants to know at once.</summary>
    /// <param name="seen">What the caller knows of changes; 0 before the first time.</param>
    public void Rest(ref int seen)
    {
        lock (gate)
        {
            if (seen == changes)
                Monitor.Wait(gate, asked ?? Second);
            seen = changes;
        }
    }

    /// <summary>Ends every rest.</summary>
    public void Wake()
    {
        lock (gate)
        {
            changes++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Somebody listens.</summary>
    /// <param name="seconds">As an argument of the session says it; what is no number of seconds in range counts as one second.</param>
    public void Ask(string? seconds)
    {
        var wanted = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= Shortest and <= Longest
            ? TimeSpan.FromSeconds(number) : Second;
        lock (gate)
            asked = asked is { } fastest && fastest < wanted ? fastest : wanted;
        Wake();
    }

    /// <summary>Somebody went. The runtime does not say who: the others have a second from now on.</summary>
    public void Leave()
    {
        lock (gate)
            asked = null;
        Wake();
    }
}
