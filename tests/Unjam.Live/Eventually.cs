using System.Diagnostics;

namespace Unjam.Live;

/// <summary>Waits for conditions with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">What to wait for; asked every few milliseconds.</param>
    /// <param name="within">How long to wait at most.</param>
    /// <param name="otherwise">What is wrong when it does not come to hold; a sentence.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static void True(Func<bool> condition, TimeSpan within, Func<string> otherwise)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > within)
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {otherwise()}");
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static void True(Func<bool> condition, TimeSpan within, string otherwise) => True(condition, within, () => otherwise);

    /// <summary>Waits until a value is there.</summary>
    public static T Some<T>(Func<T?> value, TimeSpan within, Func<string> otherwise)
        where T : class
    {
        T? found = null;
        True(() => (found = value()) is not null, within, otherwise);
        return found!;
    }
}
