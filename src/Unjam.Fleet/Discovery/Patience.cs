namespace Unjam.Fleet;

/// <summary>Keeps processes that come and go all the time from being attached to all the time: who ended soon, waits longer under the same name.</summary>
internal sealed class Patience
{
    // Whoever lives as long as this has started well; whoever lives shorter is about to be restarted.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // A server may have some workers replaced at once without being ill.
    private const int Free = 4;

    // Names come from the targets.
    private const int MostNames = 1_000;

    private readonly Dictionary<string, (int Short, TimeSpan NotBefore)> names = new(StringComparer.Ordinal);

    /// <summary>A process of that name has ended.</summary>
    /// <param name="lived">How long it was known.</param>
    /// <param name="now">Time since the fleet began.</param>
    public void Ended(string name, TimeSpan lived, TimeSpan now)
    {
        if (lived >= Short)
        {
            names.Remove(name);
            return;
        }

        if (names.Count >= MostNames && !names.ContainsKey(name))
            names.Clear();
        var ended = names.GetValueOrDefault(name).Short + 1;
        var wait = ended <= Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, Math.Min(ended - Free, 10)));
        names[name] = (ended, now + (wait < Longest ? wait : Longest));
    }

    /// <summary>Whether a process of that name may be attached to; if so it counts as one more until its end is known.</summary>
    public bool Admits(string name, TimeSpan now)
    {
        if (!names.TryGetValue(name, out var known) || known.Short <= Free)
            return true;
        if (now < known.NotBefore)
            return false;

        // One is tried at a time: the others wait until it has shown whether it lives.
        names[name] = (known.Short, now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(known.Short - Free, 10)), Longest.TotalSeconds)));
        return true;
    }

    /// <summary>How many of that name have ended within seconds of their start, one after another.</summary>
    public int ShortLives(string name) => names.GetValueOrDefault(name).Short;
}
