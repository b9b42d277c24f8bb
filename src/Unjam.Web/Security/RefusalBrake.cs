namespace Unjam.Web.Security;

/// <summary>Whoever guesses tokens or names is soon told only to wait. What is right passes always.</summary>
internal sealed class RefusalBrake(TimeProvider time)
{
    private readonly Lock turn = new();
    private double left = WebLimits.RefusalBurst;
    private long last = time.GetTimestamp();

    /// <summary>Counts a refusal.</summary>
    /// <returns>Whether there were too many lately.</returns>
    public bool IsTooMuch()
    {
        lock (turn)
        {
            var now = time.GetTimestamp();
            left = Math.Min(WebLimits.RefusalBurst, left + (time.GetElapsedTime(last, now).TotalSeconds * WebLimits.RefusalRate));
            last = now;
            if (left < 1)
                return true;
            left--;
            return false;
        }
    }
}
