using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unjam.Executors;

namespace Unjam.Hosting;

/// <summary>An event loop that a host will have.</summary>
internal sealed record LoopRegistration(string Name, Func<LoopOptions, LoopOptions>? Configure)
{
    public EventLoop Make(IServiceProvider services)
    {
        var usual = new LoopOptions
        {
            Name = Name,
            Logger = services.GetService<ILoggerFactory>()?.CreateLogger<EventLoop>(),
            Meters = services.GetService<IMeterFactory>(),
            Time = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Stacks = services.GetRequiredService<IOptions<UnjamOptions>>().Value.Stacks,
        };
        var loop = Registered.Make($"Event loop '{Name}'", Name, usual, Configure, options => options.Name, EventLoop.Start);
        services.GetRequiredService<Observed>().Add(loop);
        return loop;
    }
}
