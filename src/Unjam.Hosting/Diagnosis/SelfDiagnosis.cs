using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>
/// Looks at the executors, loops and the shared pool of its own process, on a thread of its own, and judges them by the rules of <c>unjam diagnose</c>.
/// While nothing is suspected it only looks.
/// </summary>
public sealed class SelfDiagnosis : IDisposable
{
    // Ten seconds at twenty looks a second: what saturates or grows shows in less, and what is over is forgotten soon.
    private const int MostLooks = 200;
    private const long MostBytes = 8 << 20;

    // Judging may take this part of the time.
    private const int CostShare = 50;
    private static readonly TimeSpan JudgeEvery = TimeSpan.FromMilliseconds(250), JudgeAtLeastEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(5);

    private readonly SelfDiagnosisOptions options;
    private readonly SelfProbe probe;
    private readonly Incidents incidents;
    private readonly IncidentLog log;
    private readonly ManualResetEvent stop = new(false);
    private readonly Lock gate = new();
    private Thread? thread;
    private bool isDisposed;

    private Stretch? stretch;
    private Moment judgeAt;
    private Moment? suspectedAt;
    private TimeSpan cost;
    private State state = State.Before;

    /// <param name="observed">What is looked at; it may change while it is.</param>
    /// <param name="options">How; as usual when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public SelfDiagnosis(Observed observed, SelfDiagnosisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(observed);
        this.options = (options ?? new SelfDiagnosisOptions()).Checked();
        probe = new SelfProbe(observed, this.options.Time);
        incidents = new Incidents(this.options.Quiet);
        log = new IncidentLog(this.options.Logger);
    }

    /// <summary>The incidents that last, in the order in which they began.</summary>
    public ImmutableArray<Incident> Open => Volatile.Read(ref state).Open;

    /// <summary>The newest judgement; null before the first, which nothing may give reason for.</summary>
    public Report? Latest => Volatile.Read(ref state).Report;

    /// <summary>Looks taken, and those of them that could not read something.</summary>
    internal (long All, long Degraded) Looks => Volatile.Read(ref state) is var now ? (now.Looks, now.Degraded) : default;

    /// <summary>Begins to look.</summary>
    /// <exception cref="InvalidOperationException">It has begun before.</exception>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Start()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (thread is not null)
                throw new InvalidOperationException("The diagnosis has been started already.");
            thread = new Thread(Run, maxStackSize: 1 << 20) { IsBackground = true, Name = "unjam diagnosis" };
            thread.UnsafeStart();
        }
    }

    /// <summary>Ends it. Incidents that last are not closed: nobody knows how they went on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
                return;
            isDisposed = true;
            stop.Set();
        }

        if (thread is null || thread.Join(Parting))
            stop.Dispose();
    }

    private void Run()
    {
        var rest = TimeSpan.Zero;
        while (!stop.WaitOne(rest))
        {
            var from = options.Time.GetTimestamp();
            try
            {
                Step();
            }
            catch (Exception mistake) when (mistake is not OutOfMemoryException)
            {
                // a rule that cannot cope with what it sees must not end the process, nor the watch
                log.Failed(mistake);
                (stretch, suspectedAt) = (null, null);
            }

            var left = options.LookEvery - options.Time.GetElapsedTime(from);
            rest = left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    private void Step()
    {
        stretch ??= Begin();
        var from = options.Time.GetTimestamp();
        var isDue = suspectedAt is not null && new Moment(from) >= judgeAt;
        var look = stretch.Take(probe, isWhole: isDue);
        cost += options.Time.GetElapsedTime(from);
        if (Suspicion.Is(look))
            suspectedAt = look.At;
        probe.IsCurious = suspectedAt is not null;
        state = state with { Looks = state.Looks + 1, Degraded = state.Degraded + (look.Gaps.Count > 0 ? 1 : 0) };
        if (isDue)
            Judge(look.At);
    }

    private void Judge(Moment at)
    {
        var from = options.Time.GetTimestamp();
        var report = stretch!.Judge(cost);
        var (opened, closed) = incidents.See(report.Findings, at);
        state = state with { Open = incidents.Open, Report = report };
        foreach (var incident in opened.Where(IsOurs))
            log.Opened(incident);
        foreach (var incident in closed.Where(IsOurs))
            log.Closed(incident);
        var took = options.Time.GetElapsedTime(from);
        cost += took;
        judgeAt = at + TimeSpan.FromTicks(Math.Clamp(took.Ticks * CostShare, JudgeEvery.Ticks, JudgeAtLeastEvery.Ticks));

        // what the timeline remembers may still be judged; after that it is calm, and begins anew
        if (incidents.Open.IsEmpty && at - suspectedAt > Remembered)
            (stretch, suspectedAt) = (null, null);
    }

    private bool IsOurs(Incident incident) => !options.LoggedElsewhere.Contains(incident.Finding.Subject);

    private Stretch Begin()
    {
        var look = new Snapshot();
        probe.Look(look, LookDepth.Everything);
        var room = Math.Min(MostLooks, Stretch.RoomWithin(look, MostBytes));
        return new Stretch(Self(), Rulebook.All(), room);
    }

    private static Target Self() =>
        new(Environment.ProcessId, "dotnet", Environment.Version.ToString(), RuntimeInformation.FrameworkDescription, "");

    private sealed record State(ImmutableArray<Incident> Open, Report? Report, long Looks, long Degraded)
    {
        public static State Before { get; } = new([], null, 0, 0);
    }
}
