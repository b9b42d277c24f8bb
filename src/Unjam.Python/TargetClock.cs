using Unjam.Model;

namespace Unjam.Python;

/// <summary>Translates moments of the target's monotonic clock to ours: they differ when it lives in another time namespace.</summary>
/// <param name="Ahead">What to add to our clock to get the target's.</param>
internal readonly record struct TargetClock(TimeSpan Ahead)
{
    /// <summary>The moment that the target keeps as seconds of <c>time.monotonic()</c>.</summary>
    public Moment At(double seconds) => Moment.FromSeconds(seconds) - Ahead;
}
