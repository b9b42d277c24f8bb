namespace Unjam.Model;

/// <summary>What the pool is called that all of a .NET process shares.</summary>
public static class SharedPoolName
{
    /// <summary>As its row in a snapshot is named, from within and from outside: executors may not be called so.</summary>
    public const string Text = ".NET thread pool";
}
