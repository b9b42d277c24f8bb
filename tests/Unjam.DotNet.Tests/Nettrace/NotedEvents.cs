using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Tests.Nettrace;

/// <summary>Keeps what it is given.</summary>
internal sealed class NotedEvents : INettraceReceiver
{
    public TraceStart? Start { get; private set; }

    public List<Noted> All { get; } = [];

    public void Begin(in TraceStart start) => Start = start;

    public void Take(in NettraceEvent happened) =>
        All.Add(new Noted(happened.Type, happened.Thread, happened.Timestamp, happened.Stack.ToArray(), happened.Payload.ToArray()));

    internal sealed record Noted(EventType Type, long Thread, long At, ulong[] Stack, byte[] Payload);
}
