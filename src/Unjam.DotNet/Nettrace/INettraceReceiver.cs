namespace Unjam.DotNet.Nettrace;

/// <summary>Takes the events of a stream in the order in which they stand there: sorted by time within a thread, not among threads.</summary>
public interface INettraceReceiver
{
    /// <summary>The stream has begun.</summary>
    void Begin(in TraceStart start);

    /// <summary>An event; its spans are good until this returns.</summary>
    void Take(in NettraceEvent happened);
}
