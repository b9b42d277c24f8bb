using System.Globalization;
using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Web.Otlp;

/// <summary>Sends the metrics of a fleet to a collector, one export after the other.</summary>
/// <remarks>
/// Nothing is kept for later: sums go on, so that an export that a collector did not take costs resolution and no counts. A collector that asks
/// for patience (429 or 503 with Retry-After) has it, for ten minutes at most. What fails is said once, until it works again.
/// </remarks>
public sealed class OtlpExport : IDisposable
{
    // The SDK keeps what it once saw of a histogram: it is begun anew before that is more than it can keep.
    private const int MostTargetsGone = 100;

    private readonly OtlpOptions options;
    private readonly Func<FleetView> view;
    private readonly FamilyOptions families;
    private readonly TextWriter errors;
    private readonly TimeProvider clock;
    private readonly FleetInstruments instruments;
    private readonly HashSet<TargetKey> seen = [];
    private readonly AutoResetEvent wake = new(false);
    private readonly Lock gate = new();
    private OtlpPipeline pipeline;
    private Thread? thread;
    private OtlpCounts counts = new(0, 0, 0);
    private long failedSince;
    private volatile bool isClosed;

    /// <param name="options">Where to, and how.</param>
    /// <param name="view">Gives the newest view.</param>
    /// <param name="families">What is said.</param>
    /// <param name="errors">Where a sentence goes when the collector stops taking metrics, and when it takes them again.</param>
    public OtlpExport(OtlpOptions options, Func<FleetView> view, FamilyOptions families, TextWriter errors, TimeProvider clock)
    {
        (this.options, this.view, this.families, this.errors, this.clock) = (options, view, families, errors, clock);
        instruments = new FleetInstruments(families);
        pipeline = new OtlpPipeline(options, families.Version, clock);
    }

    /// <summary>How it went so far. Any thread may ask.</summary>
    public OtlpCounts Counts => Volatile.Read(ref counts);

    /// <summary>Begins to send, on a thread of its own: a collector that is slow keeps nobody else waiting.</summary>
    public void Start()
    {
        thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "unjam otlp" };
        thread.Start();
    }

    /// <summary>Sends once, unless the collector has asked to wait.</summary>
    public void Step()
    {
        lock (gate)
        {
            if (clock.GetUtcNow() < pipeline.Witness.WaitUntil)
            {
                counts = counts with { Skipped = counts.Skipped + 1 };
                return;
            }

            var now = view();
            BeginAnewWhenFull(now);
            instruments.Take(now, families with { Otlp = counts });
            if (pipeline.Send() && pipeline.Witness.Wrong is null)
                Took();
            else
                DidNotTake();
        }
    }

    /// <summary>Sends what is new a last time, unless the collector does not take it, and ends.</summary>
    public void Dispose()
    {
        isClosed = true;
        wake.Set();
        if (thread?.Join(options.Timeout + TimeSpan.FromSeconds(1)) == false)
            return; // it holds on to the collector; it is a background thread, and ends with the process
        lock (gate)
        {
            pipeline.Witness.IsClosed = failedSince > 0 || thread is null;
            if (!pipeline.Witness.IsClosed)
                instruments.Take(view(), families with { Otlp = counts });
            pipeline.Dispose();
            instruments.Dispose();
        }

        wake.Dispose();
    }

    private void Run()
    {
        using var timer = clock.CreateTimer(_ => wake.Set(), null, options.Interval, options.Interval);
        while (wake.WaitOne() && !isClosed)
            Step();
    }

    private void BeginAnewWhenFull(FleetView now)
    {
        foreach (var target in now.Targets)
            seen.Add(target.Key);
        if (seen.Count - now.Targets.Length <= MostTargetsGone)
            return;
        pipeline.Witness.IsClosed = true;
        pipeline.Dispose();
        pipeline = new OtlpPipeline(options, families.Version, clock);
        seen.Clear();
    }

    private void Took()
    {
        counts = counts with { Sent = counts.Sent + 1 };
        if (failedSince > 0)
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unjam: the OTLP receiver {Address} takes metrics again, after {failedSince} exports that it did not."));
        failedSince = 0;
    }

    private void DidNotTake()
    {
        counts = counts with { Failed = counts.Failed + 1 };
        if (failedSince++ == 0)
            errors.WriteLine($"unjam: the OTLP receiver {Address} {pipeline.Witness.Wrong ?? "did not take the metrics"}; it is tried again every {options.Interval.TotalSeconds:0.#} s, and this is not said again until it works.");
    }

    // An address may hold a password, which belongs on no screen.
    private string Address => options.Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
