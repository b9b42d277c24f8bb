using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unjam.Executors;

namespace Unjam.Hosting.Tests.Composition;

public sealed class HostTests
{
    private static IHost Build(Action<UnjamBuilder> add, Action<UnjamOptions>? configure = null, Told? told = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (told is not null)
            builder.Logging.AddProvider(told);
        add(builder.Services.AddUnjam(configure));
        return builder.Build();
    }

    [Fact]
    public async Task Executors_OfAHost_AreFoundByTheirNames()
    {
        using var host = Build(unjam => unjam.AddExecutor("db", options => options with { Threads = 3 }).AddExecutor("files"));
        await host.StartAsync();
        var executor = host.Services.GetRequiredKeyedService<InstrumentedExecutor>("db");
        Assert.Equal(("db", 3), (executor.Name, executor.Statistics().Limit));
        Assert.Same(executor, host.Services.GetRequiredKeyedService<InstrumentedExecutor>("db"));
        Assert.NotSame(executor, host.Services.GetRequiredKeyedService<InstrumentedExecutor>("files"));
        Assert.Equal(2, host.Services.GetRequiredService<Observed>().OfType<InstrumentedExecutor>().Count());
        await host.StopAsync();
    }

    [Fact]
    public void Name_ThatIsTaken_IsRefusedAtOnce()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var unjam = builder.Services.AddUnjam().AddExecutor("db").AddEventLoop("main");
        Assert.Contains("There is a pool named 'db' already", Assert.Throws<ArgumentException>(() => builder.Services.AddUnjam().AddExecutor("db")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => unjam.AddEventLoop("main"));
        Assert.Throws<ArgumentException>(() => unjam.AddExecutor(" "));
        Assert.Throws<ArgumentException>(() => unjam.AddExecutor(".NET thread pool"));
    }

    [Fact]
    public async Task OptionsOfAnExecutor_ThatMakeNoSense_AreSaidWhenTheHostStarts()
    {
        using var host = Build(unjam => unjam.AddExecutor("db", options => options with { Threads = 0 }));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.StartsWith("Executor 'db' cannot be made: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Threads", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executor_RenamedByItsConfiguration_IsRefused()
    {
        using var host = Build(unjam => unjam.AddExecutor("db", options => options with { Name = "other" }));
        Assert.Contains("another name, 'other'", (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptionsOfTheHost_ThatMakeNoSense_AreAllSaidWhenItStarts()
    {
        using var host = Build(_ => { }, options => (options.Quiet, options.LookEvery) = (TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("UnjamOptions.Quiet is 00:00:00: it has to be between 100 ms and an hour.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("UnjamOptions.LookEvery", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executor_BeforeTheStartAndAfterTheStop_WorksAndThenRefuses()
    {
        using var host = Build(unjam => unjam.AddExecutor("db"));
        var executor = host.Services.GetRequiredKeyedService<InstrumentedExecutor>("db");
        Assert.Equal(42, await executor.RunAsync(_ => 42));
        await host.StartAsync();
        Assert.Equal(43, await executor.RunAsync(_ => 43));
        await host.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => executor.RunAsync(_ => 44));
        Assert.Equal(2, executor.Statistics().Completed);
    }

    [Fact]
    public async Task Work_ThatDoesNotEnd_IsNamedWhenTheHostStops()
    {
        var told = new Told();
        using var host = Build(unjam => unjam.AddExecutor("db", options => options with { Threads = 1 }), options => options.DrainWithin = TimeSpan.FromMilliseconds(100), told);
        await host.StartAsync();
        var executor = host.Services.GetRequiredKeyedService<InstrumentedExecutor>("db");
        using var open = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var stuck = executor.RunAsync(_ => Block(begun, open));
        var waiting = Enumerable.Range(0, 3).Select(_ => executor.RunAsync(Never)).ToList();
        begun.Wait(TimeSpan.FromSeconds(10));
        await host.StopAsync();
        var entry = Assert.Single(told.Of("Left"));
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Contains("and did not run 3 items (3 × ", entry.Text, StringComparison.Ordinal);
        Assert.Contains("Never", entry.Text, StringComparison.Ordinal);
        Assert.Matches("still running: .*Work_ThatDoesNotEnd.*; awaiting: 0", entry.Text);
        foreach (var each in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => each);
        open.Set();
        await stuck;
    }

    [Fact]
    public async Task Host_WithEverythingOff_StartsAndStops()
    {
        using var host = Build(_ => { }, options => (options.Diagnose, options.WatchSharedPool, options.PublishEvents) = (false, false, false));
        await host.StartAsync();
        Assert.Empty(host.Services.GetRequiredService<Observed>());
        await host.StopAsync();
    }

    private static void Block(ManualResetEventSlim begun, ManualResetEventSlim open)
    {
        begun.Set();
        open.Wait();
    }

    private static void Never(CancellationToken cancellation) => throw new InvalidOperationException("it ran");
}
