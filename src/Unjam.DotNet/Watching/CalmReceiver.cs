using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Takes the calm session's events, and looks after the sessions that cost something each time that counters have come.</summary>
internal sealed class CalmReceiver(CalmFacts facts, MeteredFeed queue, MeteredFeed? waits, TimeProvider time) : INettraceReceiver
{
    private Moment counted;

    public void Begin(in TraceStart start) => facts.Begin(start);

    public void Take(in NettraceEvent happened)
    {
        facts.Take(happened);
        if (happened.Type.Known != KnownEvent.Counter)
            return;
        var state = facts.Read();
        if (state.Queued is not { } queued || state.Counted == counted)
            return;
        counted = state.Counted;
        var now = new Moment(time.GetTimestamp());
        queue.Follow(now, queued > 0);
        waits?.Follow(now, isWanted: true);
    }
}
