namespace Unjam.Executors;

/// <summary>What the queue holds besides the user's own work objects.</summary>
internal interface IItem
{
    /// <summary>Takes it out of the queue for running or abandoning; false when it was cancelled there.</summary>
    bool TryTake();

    /// <summary>Runs it on a worker, or on the thread of a caller without one. Throws nothing: what the function throws is kept.</summary>
    Outcome Run(CrewMember? worker);

    /// <summary>Tells whoever waits for it how it ended, after it was counted.</summary>
    void Conclude(Outcome outcome);
}
