using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;
using Unjam.Export;
using Unjam.Export.Metrics;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>The metrics of this process, in the text format that a scraper prefers.</summary>
internal sealed class MetricsText(Observed observed, SelfDiagnosis? diagnosis)
{
    private static readonly string Version = typeof(MetricsText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Writes them as they are now.</summary>
    /// <param name="accept">What the client would rather have; empty when it does not say.</param>
    /// <returns>The content type.</returns>
    public string Write(IBufferWriter<byte> output, string accept)
    {
        var families = Families();
        if (AcceptedFormats.PreferOpenMetrics(accept))
        {
            OpenMetricsText.Write(output, families);
            return OpenMetricsText.ContentType;
        }

        PrometheusText.Write(output, families);
        return PrometheusText.ContentType;
    }

    internal ImmutableArray<MetricFamily> Families()
    {
        var pools = new PoolFamilies();
        var names = new UniqueNames();
        foreach (var executor in observed.Executors)
            pools.Add(executor.Statistics(), MetricLabels.None.With("pool", names.Of(executor.Name)));
        foreach (var watchdog in observed.Watchdogs)
            pools.Add(watchdog.Statistics(), MetricLabels.None.With("pool", names.Of(SharedPoolName.Text)));

        var look = new Snapshot();
        new SelfProbe(observed, TimeProvider.System).Look(look, LookDepth.Memory);
        var loops = new LoopFamilies();
        names = new UniqueNames();
        foreach (var loop in observed.Loops)
            loops.Add(loop.Statistics(), SelfRows.AgeOf(look, loop.Name), MetricLabels.None.With("loop", names.Of(loop.Name)));
        foreach (var monitor in observed.Monitors)
            loops.Add(monitor.Statistics(), MetricLabels.None.With("loop", names.Of(monitor.Name)));
        return [.. pools.Build(), .. loops.Build(), .. ProcessFamilies.Of(diagnosis, Version)];
    }
}
