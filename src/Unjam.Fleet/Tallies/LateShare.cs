using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The share of the lately watched time in which something was so. Each look stands for the time since the one before.</summary>
internal sealed class LateShare
{
    // Long enough for some looks of a calm watch, short enough to follow what changes.
    private const double MemorySeconds = 15;

    // What one look stands for at most, so that a gap in the watch does not count as one long answer.
    private const double MostSeconds = 3;

    private const double EnoughSeconds = 2;

    private Moment? last;
    private double watched, so;

    /// <summary>Null before enough was seen.</summary>
    public double? Value => watched >= EnoughSeconds ? Math.Clamp(so / watched, 0, 1) : null;

    public void See(Moment at, bool isSo)
    {
        if (last is { } before && at > before)
        {
            var seconds = Math.Min((at - before).TotalSeconds, MostSeconds);
            var kept = Math.Exp(-seconds / MemorySeconds);
            watched = (watched * kept) + seconds;
            so = (so * kept) + (isSo ? seconds : 0);
        }

        last = at;
    }
}
