using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Unjam.Executors;
using Unjam.Live;

namespace Unjam.Hosting.Tests.Events;

public sealed class EventTests
{
    [Fact]
    public async Task Listener_WhileItListens_HearsPoolsAndLoops()
    {
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "events-io", Threads = 2 });
        await using var loop = EventLoop.Start(new LoopOptions { Name = "events-main" });
        using var broadcast = new Broadcast(new Observed { executor, loop });
        using var ear = new Ear(UnjamEventSource.Keywords.State);
        using var open = new ManualResetEventSlim();
        var work = Enumerable.Range(0, 5).Select(_ => executor.RunAsync(_ => Load(open))).ToList();
        Eventually.True(() => executor.Statistics().Busy == 2, TimeSpan.FromSeconds(10), "the workers did not begin");
        broadcast.Start();
        Eventually.True(() => ear.Of("Loop").Any(loop => (string)loop["name"]! == "events-main"), TimeSpan.FromSeconds(10), () => $"no loop was heard of, but {ear.All}");

        // other tests of this process may publish, too
        Assert.Contains(ear.Of("Beat"), beat => (UnjamEventSource.ContractVersion, 1, 1).Equals(((int)beat["contract"]!, (int)beat["pools"]!, (int)beat["loops"]!)));
        var pool = ear.Of("Pool").First(pool => (string)pool["name"]! == "events-io");
        Assert.Equal("executor", pool["kind"]);
        Assert.Equal((2, 2, 3L, 5L), ((int)pool["limit"]!, (int)pool["busy"]!, (long)pool["queued"]!, (long)pool["submitted"]!));
        Assert.True((double)pool["oldestWait"]! > 0);
        Assert.Matches(@"^2\t\S*EventTests\S*", (string)pool["running"]!);
        open.Set();
        await Task.WhenAll(work);
    }

    [Fact]
    public async Task Items_WhenAskedFor_AreHeardOneByOne()
    {
        await using var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "events-items", Threads = 1 });
        using var broadcast = new Broadcast(new Observed { executor });
        using var ear = new Ear(UnjamEventSource.Keywords.Items);
        broadcast.Tell();
        for (var item = 0; item < 10; item++)
            await executor.RunAsync(_ => { });
        Eventually.True(() => Of("ItemEnded") == 10, TimeSpan.FromSeconds(10), () => $"{Of("ItemBegan")} began, {Of("ItemEnded")} ended");
        Assert.Equal(10, Of("ItemBegan"));
        ear.DisableEvents(UnjamEventSource.Log);
        broadcast.Tell();
        await executor.RunAsync(_ => { });
        Assert.Equal(10, Of("ItemBegan"));

        int Of(string name) => ear.Of(name).Count(heard => (string)heard["executor"]! == "events-items");
    }

    [Fact]
    public void TwoHosts_InOneProcess_BothPublish()
    {
        using var one = new Broadcast(new Observed());
        using var other = new Broadcast(new Observed());
        using var ear = new Ear(UnjamEventSource.Keywords.State);
        one.Tell();
        other.Tell();
        Assert.True(ear.Of("Beat").Length >= 2, ear.All);
    }

    [Fact]
    public void Manifest_OfTheProvider_IsWhole()
    {
        Assert.Null(UnjamEventSource.Log.ConstructionException);
        var manifest = EventSource.GenerateManifest(typeof(UnjamEventSource), null, EventManifestOptions.Strict);
        foreach (var name in new[] { "Beat", "Pool", "Loop", "IncidentOpened", "IncidentClosed", "ItemBegan", "ItemEnded" })
            Assert.Contains($"symbol=\"{name}\"", manifest, StringComparison.Ordinal);
    }

    private static void Load(ManualResetEventSlim open) => open.Wait();

    /// <summary>Listens to the provider.</summary>
    private sealed class Ear : EventListener
    {
        private readonly ConcurrentQueue<(string Name, Dictionary<string, object?> Fields)> heard = new();
        public Ear(EventKeywords keywords) => EnableEvents(UnjamEventSource.Log, EventLevel.Verbose, keywords);

        public string All => string.Join(", ", heard.Select(each => $"{each.Name}({string.Join(' ', each.Fields.Values)})"));

        public Dictionary<string, object?>[] Of(string name) => [.. heard.Where(each => each.Name == name).Select(each => each.Fields)];

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            heard.Enqueue((eventData.EventName!, eventData.PayloadNames!.Zip(eventData.Payload!).ToDictionary(each => each.First, each => each.Second)));
    }
}
