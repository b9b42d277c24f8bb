using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Watching;

/// <summary>A session of events that stays open, read by a thread of its own. One that breaks off is begun again.</summary>
/// <param name="name">What it brings, in words: its thread and its gap are named so.</param>
/// <param name="port">Whose.</param>
/// <param name="request">What it brings.</param>
/// <param name="receiver">Takes the events on that thread, and is to guard what others read of it.</param>
/// <param name="time">Measures the pauses between two tries.</param>
internal sealed class EventFeed(string name, DiagnosticsPort port, SessionRequest request, INettraceReceiver receiver, TimeProvider time) : IDisposable
{
    // a process that does nothing has no events for as long as it likes; the length fits the kernel's timers
    private static readonly TimeSpan Endless = TimeSpan.FromDays(20);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(200);

    private static readonly NettraceLimits Unlimited = new() { StreamBytes = long.MaxValue };

    private readonly CancellationTokenSource cancellation = new();
    private readonly Lock gate = new();
    private Thread? thread;
    private EventSession? session;
    private volatile bool isEnding;
    private volatile string? trouble;
    private volatile NettraceReader? reader;
    private long lostBefore;

    /// <summary>What it brings, in words.</summary>
    public string Name => name;

    /// <summary>Why nothing comes; null while all is well.</summary>
    public string? Trouble => trouble;

    /// <summary>Events that the process could not get out to us so far.</summary>
    public long Lost => Volatile.Read(ref lostBefore) + (reader?.Lost ?? 0);

    /// <summary>Begins, without waiting for the runtime.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (thread is not null || isEnding)
                return;
            thread = new Thread(Run, maxStackSize: 512 << 10) { IsBackground = true, Name = "unjam " + name };
            thread.UnsafeStart();
        }
    }

    /// <summary>Asks the runtime to end the session, and does not wait for it.</summary>
    public void End()
    {
        lock (gate)
        {
            if (isEnding)
                return;
            isEnding = true;
            RequestStop();
        }
    }

    /// <summary>Ends the session and its thread.</summary>
    public void Dispose()
    {
        End();
        if (thread is not { } running || running.Join(Parting) || IsCancelled(running))
            cancellation.Dispose();
    }

    // one that hangs in a system call still needs what it would be told by
    private bool IsCancelled(Thread running)
    {
        cancellation.Cancel();
        return running.Join(Parting);
    }

    private void Run()
    {
        while (!isEnding)
        {
            Read();
            if (isEnding || cancellation.Token.WaitHandle.WaitOne(TryAgain))
                return;
        }
    }

    private void Read()
    {
        try
        {
            using var begun = EventSession.Begin(port, request, new Patience(AnswerLimit, time, cancellation.Token), Endless);
            if (!Keep(begun))
                return;
            trouble = null;
            var current = new NettraceReader(Unlimited);
            reader = current;
            var end = current.Read(begun.Events, receiver, cancellation.Token);
            reader = null;
            Volatile.Write(ref lostBefore, lostBefore + end.Lost);
            trouble = isEnding ? null : end.Outcome == NettraceOutcome.Complete ? "another tool ended the session, or the process ends" : end.Message;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // beyond this it would end our process, whatever the other one has sent
            trouble = failed.Message;
        }
        finally
        {
            lock (gate)
                session = null;
        }
    }

    // one that is begun after all is to end is stopped at once
    private bool Keep(EventSession begun)
    {
        lock (gate)
        {
            session = begun;
            if (isEnding)
                RequestStop();
            return !isEnding;
        }
    }

    private void RequestStop()
    {
        try
        {
            session?.RequestStop();
        }
        catch (DiagnosticsException failed)
        {
            // the process is gone, or does not answer: then closing the connection ends it
            trouble = failed.Message;
        }
    }
}
