namespace Unjam.Python.Tests.Hostile.Mutation;

/// <summary>Random numbers that cost nothing to begin: SplitMix64. The same seed rolls the same.</summary>
internal struct Dice(ulong seed)
{
    private ulong state = seed;

    public ulong Roll()
    {
        state += 0x9e3779b97f4a7c15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 up to but not including <paramref name="sides"/>.</summary>
    public int Of(int sides) => (int)(Roll() % (ulong)sides);
}
