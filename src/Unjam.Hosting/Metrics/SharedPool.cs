namespace Unjam.Hosting;

/// <summary>What the pool is called that all of a process shares.</summary>
internal static class SharedPool
{
    /// <summary>As its row in a snapshot is named: executors may not be called so.</summary>
    public const string Name = ".NET thread pool";
}
