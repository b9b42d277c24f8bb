using Microsoft.Extensions.DependencyInjection;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Says which executors and loops a host has.</summary>
public sealed class UnjamBuilder
{
    internal UnjamBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gives the host an executor. Services ask for it as <c>[FromKeyedServices("name")] InstrumentedExecutor</c>; it is drained when the host stops.</summary>
    /// <param name="name">Its name: in metrics, logs, thread names and for those who ask for it.</param>
    /// <param name="configure">Changes its options, which already carry the host's logger, meters and clock: <c>o => o with { Threads = 16, QueueLimit = 500 }</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public UnjamBuilder AddExecutor(string name, Func<ExecutorOptions, ExecutorOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name == SharedPoolName.Text || Registered<ExecutorRegistration>().Any(other => other.Name == name))
            throw new ArgumentException($"There is a pool named '{name}' already: give each executor a name of its own.", nameof(name));
        var registration = new ExecutorRegistration(name, configure);
        Services.AddSingleton(registration);
        Services.AddKeyedSingleton(name, (services, _) => registration.Make(services));
        return this;
    }

    /// <summary>Gives the host an event loop with a thread of its own. Services ask for it as <c>[FromKeyedServices("name")] EventLoop</c>.</summary>
    /// <param name="name">Its name: in metrics, logs and for those who ask for it; its thread carries it, too.</param>
    /// <param name="configure">Changes its options: <c>o => o with { SlowCallback = TimeSpan.FromMilliseconds(50) }</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public UnjamBuilder AddEventLoop(string name, Func<LoopOptions, LoopOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Registered<LoopRegistration>().Any(other => other.Name == name))
            throw new ArgumentException($"There is a loop named '{name}' already: give each loop a name of its own.", nameof(name));
        var registration = new LoopRegistration(name, configure);
        Services.AddSingleton(registration);
        Services.AddKeyedSingleton(name, (services, _) => registration.Make(services));
        return this;
    }

    private IEnumerable<T> Registered<T>() => Services.Where(service => !service.IsKeyedService).Select(service => service.ImplementationInstance).OfType<T>();
}
