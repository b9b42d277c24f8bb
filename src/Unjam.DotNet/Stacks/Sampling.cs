using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Stacks;

/// <summary>Takes a burst of the runtime's sampler.</summary>
public static class Sampling
{
    private const int Tries = 3;
    private const int Longer = 10;

    /// <summary>Takes the stacks of all managed threads of a process, and the names of their methods.</summary>
    /// <param name="port">Whose.</param>
    /// <param name="burst">Takes them. What it held is gone.</param>
    /// <param name="window">How long the runtime samples: it stops all managed threads about once in a millisecond. Where no sample comes in that
    /// time, for the machine is busy, it is done again for ten times as long, and once more.</param>
    /// <param name="patience">How long the runtime is waited for.</param>
    /// <param name="limits">How much of its stream is believed; null for the usual.</param>
    /// <remarks>It blocks the calling thread for some 120 ms, and needs no other: the runtime keeps what nobody reads yet, and its answer to the stop
    /// is not waited for before the rest is read.</remarks>
    /// <exception cref="DiagnosticsException">The runtime's diagnostics cannot be used.</exception>
    public static NettraceEnd Take(DiagnosticsPort port, StackBurst burst, TimeSpan window, Patience patience, NettraceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(burst);
        var end = Once(port, burst, window, patience, limits);
        for (var tries = 1; tries < Tries && burst.Samples == 0 && end.Outcome == NettraceOutcome.Complete; tries++)
            end = Once(port, burst, window *= Longer, patience, limits);
        return end;
    }

    private static NettraceEnd Once(DiagnosticsPort port, StackBurst burst, TimeSpan window, Patience patience, NettraceLimits? limits)
    {
        using var session = EventSession.Begin(port, SessionRequest.Samples, patience);
        patience.Cancellation.WaitHandle.WaitOne(window);
        session.RequestStop();
        return new NettraceReader(limits).Read(session.Events, burst, patience.Cancellation);
    }
}
