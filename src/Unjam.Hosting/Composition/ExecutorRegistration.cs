using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unjam.Executors;

namespace Unjam.Hosting;

/// <summary>An executor that a host will have.</summary>
internal sealed record ExecutorRegistration(string Name, Func<ExecutorOptions, ExecutorOptions>? Configure)
{
    public InstrumentedExecutor Make(IServiceProvider services)
    {
        var usual = new ExecutorOptions
        {
            Name = Name,
            Logger = services.GetService<ILoggerFactory>()?.CreateLogger<InstrumentedExecutor>(),
            Meters = services.GetService<IMeterFactory>(),
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        var executor = Registered.Make($"Executor '{Name}'", Name, usual, Configure, options => options.Name, options => new InstrumentedExecutor(options));
        services.GetRequiredService<Observed>().Add(executor);
        return executor;
    }
}
