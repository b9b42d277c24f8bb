using System.Collections.Immutable;

namespace Unjam.Executors;

/// <summary>What a drain left behind.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="NotRun">How many items were taken from the queue and cancelled because the deadline passed.</param>
/// <param name="NotRunNames">What the first hundred of them would have called.</param>
/// <param name="StillRunning">What workers were still running at the end: their threads are in the background and end with their item.</param>
/// <param name="StillAwaiting">How many asynchronous items had begun and had not ended; what they continue with runs on the shared pool.</param>
public sealed record DrainReport(
    TimeSpan Took, int NotRun, ImmutableArray<string> NotRunNames, ImmutableArray<string> StillRunning, int StillAwaiting)
{
    /// <summary>All work that was taken has ended.</summary>
    public bool IsComplete => NotRun == 0 && StillRunning.IsEmpty && StillAwaiting == 0;
}
