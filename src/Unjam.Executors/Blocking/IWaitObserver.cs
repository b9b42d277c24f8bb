namespace Unjam.Executors;

/// <summary>Is told, on the thread that waits, of the synchronous waits that a <see cref="WatchedContext"/> sees: those that are not over at once.</summary>
/// <remarks>Whatever an observer waits for itself while it is told is not told of again.</remarks>
internal interface IWaitObserver
{
    /// <summary>How long a wait of this thread may last before the observer is told. Asked at the beginning of every wait that is not over at once; must be cheap.</summary>
    TimeSpan PatienceFor(bool isLock);

    /// <summary>The thread has waited as long as it may, and is about to go on waiting. An exception from here is raised at the blocking call.</summary>
    void Began(WaitInProgress wait);

    /// <summary>A wait that the observer was told of is over: satisfied, timed out or broken off. Not called when <see cref="Began"/> threw.</summary>
    void Ended(WaitInProgress wait);
}
