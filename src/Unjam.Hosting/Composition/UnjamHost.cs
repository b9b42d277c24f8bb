using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unjam.Executors;

namespace Unjam.Hosting;

/// <summary>Makes all executors and loops when the host starts, watches them, and drains them when it stops.</summary>
internal sealed class UnjamHost(
    IServiceProvider services,
    IEnumerable<ExecutorRegistration> executors,
    IEnumerable<LoopRegistration> loops,
    Observed observed,
    IOptions<UnjamOptions> options,
    ILogger<UnjamHost> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // what cannot be made is said now, not when the first request needs it
        foreach (var executor in executors)
            services.GetRequiredKeyedService<InstrumentedExecutor>(executor.Name);
        foreach (var loop in loops)
            services.GetRequiredKeyedService<EventLoop>(loop.Name);
        if (options.Value.WatchSharedPool)
        {
            var watchdog = services.GetRequiredService<ThreadPoolWatchdog>();
            watchdog.Start();
            observed.Add(watchdog);
        }

        if (options.Value.Diagnose)
            services.GetRequiredService<SelfDiagnosis>().Start();
        if (options.Value.PublishEvents)
            services.GetRequiredService<Broadcast>().Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(observed.Loops.Select(loop => Stop($"event loop {loop.Name}", async () => await loop.DisposeAsync())));
        await Task.WhenAll(observed.Executors.Select(executor => Stop($"executor {executor.Name}", async () => await executor.DrainAsync(options.Value.DrainWithin, cancellationToken))));
    }

    private async Task Stop(string what, Func<Task> stop)
    {
        try
        {
            await stop();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            HostingLog.StopFailed(logger, what, failure);
        }
    }
}
