using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Says when the target may be sampled again: it shall not stand still for us for more than a hundredth of the time, and not more often than twice a second.</summary>
internal sealed class BurstBudget
{
    private const int Share = 100;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    // a burst that brought nothing costs the runtime a session all the same
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    // asked by looks, and set by the thread that takes the bursts
    private long next = long.MinValue;

    /// <summary>Whether a burst may begin.</summary>
    public bool Allows(Moment now) => now.Nanoseconds >= Volatile.Read(ref next);

    /// <summary>A burst was taken.</summary>
    /// <param name="ended">When it was over.</param>
    /// <param name="halted">How long the target stood still for it.</param>
    /// <param name="hasStacks">Whether it brought any stack.</param>
    public void Took(Moment ended, TimeSpan halted, bool hasStacks)
    {
        var rest = halted * Share;
        if (rest < Rest)
            rest = Rest;
        Volatile.Write(ref next, (ended + (hasStacks || rest > AfterFailure ? rest : AfterFailure)).Nanoseconds);
    }
}
