using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Brings Unjam into a host.</summary>
public static class UnjamServices
{
    /// <summary>
    /// Lets the host watch its executors, its loops and the shared thread pool: metrics, incidents in the log, a health check, events. Register it before
    /// the services that use executors: a host stops what was registered last first, so that executors are drained when nobody submits any more.
    /// </summary>
    /// <param name="configure">How it watches; as usual when null. Options that make no sense are refused when the host starts.</param>
    public static UnjamBuilder AddUnjam(this IServiceCollection services, Action<UnjamOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        var options = services.AddOptions<UnjamOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UnjamOptions>, UnjamOptionsCheck>());
        services.TryAddSingleton<Observed>();
        services.TryAddSingleton(Watchdog);
        services.TryAddSingleton(Diagnosis);
        services.TryAddSingleton(provider => new MetricsText(provider.GetRequiredService<Observed>(), DiagnosisOf(provider)));
        services.TryAddSingleton(provider => new Broadcast(provider.GetRequiredService<Observed>(), DiagnosisOf(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnjamHost>());
        return new UnjamBuilder(services);
    }

    private static SelfDiagnosis? DiagnosisOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<UnjamOptions>>().Value.Diagnose ? provider.GetRequiredService<SelfDiagnosis>() : null;

    private static ThreadPoolWatchdog Watchdog(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<UnjamOptions>>().Value;
        var usual = new WatchdogOptions();
        return new ThreadPoolWatchdog(usual with
        {
            QueueWait = options.QueueWait,
            SaturatedWait = options.QueueWait > usual.SaturatedWait ? options.QueueWait : usual.SaturatedWait,
            Period = options.QueueWait / 4 < usual.Period ? options.QueueWait / 4 : usual.Period,
            Logger = provider.GetService<ILoggerFactory>()?.CreateLogger<ThreadPoolWatchdog>(),
            Stacks = options.Stacks,
            Meters = provider.GetService<IMeterFactory>(),
        });
    }

    private static SelfDiagnosis Diagnosis(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<UnjamOptions>>().Value;
        return new SelfDiagnosis(provider.GetRequiredService<Observed>(), new SelfDiagnosisOptions
        {
            LookEvery = options.LookEvery,
            Quiet = options.Quiet,
            Logger = provider.GetService<ILoggerFactory>()?.CreateLogger<SelfDiagnosis>(),
            LoggedElsewhere = options.WatchSharedPool ? [SharedPoolName.Text] : [],
        });
    }
}
