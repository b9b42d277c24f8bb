namespace Unjam.Model;

/// <summary>What a loop is doing at the moment of a look.</summary>
public enum LoopPhase
{
    /// <summary>It could not be read.</summary>
    Unknown,

    /// <summary>It waits for events, or is on its way into or out of that wait: idle by design.</summary>
    Polling,

    /// <summary>It runs callbacks: nothing else can run on it.</summary>
    Running,
}
