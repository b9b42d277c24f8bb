using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Publishes the state of what is observed as events of the provider <c>Unjam</c>, each second while somebody listens, or as often as they ask. Unheard it does nothing but ask whether somebody does.</summary>
/// <remarks>It has a thread of its own: listeners hear of a starved thread pool while it is starved.</remarks>
public sealed class Broadcast : IDisposable
{
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(5);

    private readonly SelfDiagnosis? diagnosis;
    private readonly StateEvents state;
    private readonly UnjamEventSource events = UnjamEventSource.Log;
    private readonly Lock gate = new();
    private Thread? thread;
    private volatile bool isDisposed;
    private ImmutableArray<Incident> told = [];

    /// <param name="observed">What is published.</param>
    /// <param name="diagnosis">Whose incidents are published, too.</param>
    /// <param name="time">The clock of the moments in it; the time between them is real.</param>
    public Broadcast(Observed observed, SelfDiagnosis? diagnosis = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(observed);
        this.diagnosis = diagnosis;
        state = new StateEvents(observed, events, time ?? TimeProvider.System);
    }

    /// <summary>Begins to publish. Does nothing when it has begun.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Start()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (thread is not null)
                return;
            thread = new Thread(Run, maxStackSize: 512 << 10) { IsBackground = true, Name = "unjam events" };
            thread.UnsafeStart();
        }
    }

    /// <summary>Stops.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
        }

        events.Pace.Wake();
        thread?.Join(Parting);
    }

    private void Run()
    {
        var seen = 0;
        while (true)
        {
            events.Pace.Rest(ref seen);
            if (isDisposed)
                return;
            Tell();
        }
    }

    /// <summary>Tells whoever listens how things are now.</summary>
    internal void Tell()
    {
        events.FollowItems();
        if (events.IsEnabled(EventLevel.Informational, UnjamEventSource.Keywords.State))
            state.Tell();
        TellIncidents();
    }

    private void TellIncidents()
    {
        var open = diagnosis?.Open ?? [];
        if (events.IsEnabled(EventLevel.Warning, UnjamEventSource.Keywords.Incidents))
        {
            foreach (var incident in open.Where(incident => told.All(other => other.Number != incident.Number)))
            {
                var finding = incident.Finding;
                events.IncidentOpened(
                    incident.Number, finding.Id, Names.Of(finding.Severity), finding.Subject, finding.Title, finding.Culprit?.Function ?? "",
                    finding.Advice.FirstOrDefault()?.Summary ?? "");
            }

            foreach (var incident in told.Where(incident => open.All(other => other.Number != incident.Number)))
                events.IncidentClosed(incident.Number, incident.Finding.Id, incident.Finding.Subject, (incident.LastActive - incident.Opened).TotalSeconds);
        }

        // who begins to listen is told of those that last
        told = events.IsEnabled(EventLevel.Warning, UnjamEventSource.Keywords.Incidents) ? open : [];
    }
}
