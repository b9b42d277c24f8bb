namespace Unjam.Executors;

/// <summary>A callback of a loop that is more than a delegate.</summary>
internal interface ILoopWork
{
    /// <summary>What it runs, for names.</summary>
    object Function { get; }

    void Run();

    /// <summary>The loop has closed: it will not run, or not to its end.</summary>
    void Abandon(Exception because);
}
