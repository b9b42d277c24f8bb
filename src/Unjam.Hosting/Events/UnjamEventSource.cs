using System.Diagnostics.Tracing;

namespace Unjam.Hosting;

/// <summary>The provider <c>Unjam</c>: what another process reads of this one through EventPipe. <c>docs/hosting.md</c> is the contract, its version stands in each <see cref="Beat"/>.</summary>
[EventSource(Name = ProviderName)]
public sealed class UnjamEventSource : EventSource
{
    /// <summary>The name to listen to.</summary>
    public const string ProviderName = "Unjam";

    /// <summary>The version of the contract: it rises when the meaning or the order of a field changes. New fields are added at the end of an event, and new events, without it.</summary>
    public const int ContractVersion = 1;

    /// <summary>Groups of events that are asked for.</summary>
    public static class Keywords
    {
        /// <summary>Each second, or as often as is asked by <see cref="IntervalArgument"/>, the state of every pool and every loop.</summary>
        public const EventKeywords State = (EventKeywords)1;

        /// <summary>Incidents, as they open and close.</summary>
        public const EventKeywords Incidents = (EventKeywords)2;

        /// <summary>Each work item, as it begins and as it ends. This costs every item some hundred nanoseconds: for a few seconds at a time.</summary>
        public const EventKeywords Items = (EventKeywords)4;
    }

    /// <summary>The argument by which a listener asks for more beats: seconds between two, with a point, from 0.05 to 10.</summary>
    public const string IntervalArgument = "interval";

    private readonly Lock gate = new();
    private ItemEvents? items;

    private UnjamEventSource()
        : base(EventSourceSettings.EtwManifestEventFormat)
    {
    }

    /// <summary>How often the state is told.</summary>
    internal BeatPace Pace { get; } = new();

    /// <summary>The provider of this process. The runtime bears only one of a name: several hosts in one process publish through the same one.</summary>
    public static UnjamEventSource Log { get; } = new();

    /// <summary>A second has passed, or what the fastest listener asked for: so many <see cref="Pool"/> and <see cref="Loop"/> events of the same moment follow, on the same thread.</summary>
    /// <param name="contract">See <see cref="ContractVersion"/>.</param>
    /// <param name="at">The moment on CLOCK_MONOTONIC, in nanoseconds.</param>
    [Event(1, Keywords = Keywords.State, Level = EventLevel.Informational)]
    public void Beat(int contract, long at, int pools, int loops) => WriteEvent(1, contract, at, pools, loops);

    /// <summary>A pool.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind"><c>executor</c> or <c>shared</c>.</param>
    /// <param name="threads">Threads it has.</param>
    /// <param name="least">Threads it keeps, or adds without delay.</param>
    /// <param name="limit">Most threads it may have.</param>
    /// <param name="busy">Threads that run an item.</param>
    /// <param name="queued">Items that wait.</param>
    /// <param name="oldestWait">How long the oldest of them has waited, in seconds; of the shared pool, how long its probe has.</param>
    /// <param name="submitted">Items submitted so far, refused ones included; −1 where that is not counted.</param>
    /// <param name="completed">Items that succeeded; of the shared pool, that ended.</param>
    /// <param name="failed">Items that threw; −1 where that is not counted.</param>
    /// <param name="cancelled">Items that were cancelled; −1 where that is not counted.</param>
    /// <param name="rejected">Items that were refused; −1 where that is not counted.</param>
    /// <param name="queueSeconds">Queue times of all items that began, added up.</param>
    /// <param name="runSeconds">Run times of all items that ended, added up.</param>
    /// <param name="running">What its threads run: <c>COUNT TAB METHOD</c>, a line each, most first, at most 16; empty where it is not known.</param>
    /// <param name="workers">Native ids of its threads, with blanks between, at most 512; empty where they are not known.</param>
    [Event(2, Keywords = Keywords.State, Level = EventLevel.Informational)]
    public void Pool(
        string name, string kind, int threads, int least, int limit, int busy, long queued, double oldestWait, long submitted, long completed,
        long failed, long cancelled, long rejected, double queueSeconds, double runSeconds, string running, string workers) =>
        WriteEvent(
            2, name, kind, threads, least, limit, busy, queued, oldestWait, submitted, completed, failed, cancelled, rejected, queueSeconds, runSeconds, running, workers);

    /// <summary>A loop.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind"><c>loop</c>, or <c>context</c> for a synchronization context that is watched from beside.</param>
    /// <param name="thread">Native id of its thread; 0 where it is not known.</param>
    /// <param name="blocked">Age of the callback that holds it, in seconds; 0 while it waits for work.</param>
    /// <param name="callback">That callback's method; empty when there is none or it is not known.</param>
    /// <param name="ready">Callbacks that wait; −1 where that is not counted.</param>
    /// <param name="callbacks">Callbacks that it ran so far; of a context, beats that it answered.</param>
    /// <param name="stalls">Callbacks that were slow, so far.</param>
    /// <param name="lagSeconds">How long callbacks waited for it, added up.</param>
    /// <param name="busySeconds">How long it ran callbacks, added up; 0 where that is not measured.</param>
    [Event(3, Keywords = Keywords.State, Level = EventLevel.Informational)]
    public void Loop(
        string name, string kind, int thread, double blocked, string callback, int ready, long callbacks, long stalls, double lagSeconds, double busySeconds) =>
        WriteEvent(3, name, kind, thread, blocked, callback, ready, callbacks, stalls, lagSeconds, busySeconds);

    /// <summary>An incident has begun.</summary>
    /// <param name="incident">Its number.</param>
    /// <param name="id">Id of the finding: <c>unjam explain ID</c> says what it means.</param>
    /// <param name="severity"><c>info</c>, <c>warning</c> or <c>critical</c>.</param>
    /// <param name="subject">The loop or pool it is about.</param>
    /// <param name="title">One sentence that names what is wrong.</param>
    /// <param name="culprit">The method to change; empty when there is none.</param>
    /// <param name="advice">What to do first.</param>
    [Event(4, Keywords = Keywords.Incidents, Level = EventLevel.Warning)]
    public void IncidentOpened(long incident, string id, string severity, string subject, string title, string culprit, string advice) =>
        WriteEvent(4, incident, id, severity, subject, title, culprit, advice);

    /// <summary>An incident is over.</summary>
    /// <param name="lasted">How long it lasted, in seconds.</param>
    [Event(5, Keywords = Keywords.Incidents, Level = EventLevel.Informational)]
    public void IncidentClosed(long incident, string id, string subject, double lasted) => WriteEvent(5, incident, id, subject, lasted);

    /// <summary>A worker of an executor began an item that had waited so long, in seconds.</summary>
    [Event(6, Keywords = Keywords.Items, Level = EventLevel.Verbose)]
    public void ItemBegan(string executor, double waited) => WriteEvent(6, executor, waited);

    /// <summary>Begins to tell of items when somebody asks for that, and ends it when nobody does any more. They are those of all executors: several hosts tell of each once.</summary>
    [NonEvent]
    internal void FollowItems()
    {
        lock (gate)
        {
            if (IsEnabled(EventLevel.Verbose, Keywords.Items))
            {
                items ??= new ItemEvents(this);
            }
            else
            {
                items?.Dispose();
                items = null;
            }
        }
    }

    /// <summary>A listener came, asks for something else, or went. Of several the fastest is served; when one goes, all have a second again, for the runtime does not say which.</summary>
    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Command is EventCommand.Enable or EventCommand.Update)
            Pace.Ask(command.Arguments is { } arguments && arguments.TryGetValue(IntervalArgument, out var text) ? text : null);
        else if (command.Command is EventCommand.Disable)
            Pace.Leave();
    }

    /// <summary>An item of an executor ended that had run so long, in seconds.</summary>
    [Event(7, Keywords = Keywords.Items, Level = EventLevel.Verbose)]
    public void ItemEnded(string executor, double ran) => WriteEvent(7, executor, ran);
}
