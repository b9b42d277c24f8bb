namespace Unjam.DotNet.Kernel;

/// <summary>A thread of the process as the kernel lists it.</summary>
/// <param name="Id">Its number as seen from here.</param>
/// <param name="Name">Its name, at most 15 bytes.</param>
internal readonly record struct NamedThread(int Id, string Name)
{
    // .NET 8 and later name the workers of the shared pool so; the kernel cuts names after 15 bytes
    private const string Worker = ".NET TP Worker";

    /// <summary>It is a worker of the pool that all of the process shares.</summary>
    public bool IsPoolWorker => Name == Worker;
}
