namespace Unjam.Executors;

/// <summary>Work that is an object of its own: submitting it again and again allocates nothing.</summary>
public interface IWork
{
    /// <summary>Does the work, on a thread of the executor. What it throws is counted and logged: nobody waits for it.</summary>
    void Run();
}
