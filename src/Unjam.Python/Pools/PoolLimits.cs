namespace Unjam.Python.Pools;

/// <summary>How much of a pool is read at most: what is beyond is counted and not listed.</summary>
internal static class PoolLimits
{
    /// <summary>Pools of one kind.</summary>
    public const int MostPools = 1024;

    /// <summary>The oldest waiting items that are followed one by one.</summary>
    public const int MostListed = 4096;

    /// <summary>Waiting items of which is said what they call.</summary>
    public const int MostDescribed = 256;
}
