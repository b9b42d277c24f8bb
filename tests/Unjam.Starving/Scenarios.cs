using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Unjam.Starving;

/// <summary>What can be done to a thread pool. Each runs on the main thread, which the pool does not need.</summary>
public static class Scenarios
{
    public static IReadOnlyDictionary<string, Action<Stage>> All { get; } = new SortedDictionary<string, Action<Stage>>
    {
        ["sleep"] = stage => Queue(stage, 100, () => Thread.Sleep(1000)),
        ["culprits"] = Orders.Run,
        ["sync-over-async"] = SyncOverAsync,
        ["stream"] = Stream,
        ["lock"] = LockConvoy,
        ["kestrel"] = SlowEndpoint.Run,
        ["sink"] = stage => Queue(stage, 3 * Environment.ProcessorCount, () => Thread.Sleep(400)),
        ["parallel"] = ParallelWork,
        ["short"] = ShortItems,
        ["async"] = AsynchronousIo,
        ["burst"] = Burst,
        ["idle"] = Idle,
    };

    internal static void Queue(Stage stage, int count, Action run)
    {
        stage.Begin();
        for (var i = 0; i < count; i++)
            _ = Task.Run(stage.Truth.Item(run));
        Rest(stage);
    }

    private static void SyncOverAsync(Stage stage)
    {
        stage.Begin();
        for (var i = 0; i < 100; i++)
            _ = Task.Run(stage.Truth.Item(() => Load(stage).GetAwaiter().GetResult()));
        Rest(stage);

        static async Task<int> Load(Stage stage)
        {
            await Task.Run(() => Thread.Sleep(50));
            return stage.Truth.Started;
        }
    }

    // more than the pool carries, but not all at once: waits grow slowly, and every probe can be compared with its neighbours
    private static void Stream(Stage stage)
    {
        stage.Begin();
        while (!stage.IsOver)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static run => run(), stage.Truth.Item(() => Thread.Sleep(25)), preferLocal: false);
            Thread.Sleep(5);
        }
    }

    private static void LockConvoy(Stage stage)
    {
        var scarce = new object();
        stage.Begin();
        while (!stage.IsOver)
        {
            _ = Task.Run(stage.Truth.Item(() =>
            {
                lock (scarce)
                    Thread.Sleep(20);
            }));
            Thread.Sleep(5);
        }
    }

    private static void ParallelWork(Stage stage)
    {
        stage.Begin();
        while (!stage.IsOver)
            Parallel.For(0, 64, _ => Spin(TimeSpan.FromMilliseconds(2)));
    }

    private static void ShortItems(Stage stage)
    {
        stage.Begin();
        while (!stage.IsOver)
        {
            for (var i = 0; i < 200; i++)
                _ = Task.Run(stage.Truth.Item(() => Thread.SpinWait(20)));
            Thread.Sleep(1);
        }
    }

    private static void AsynchronousIo(Stage stage)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start(64);
        stage.Begin();
        _ = Serve(server);
        for (var i = 0; i < 32; i++)
            _ = Ask(((IPEndPoint)server.LocalEndpoint).Port);
        Rest(stage);

        static async Task Serve(TcpListener server)
        {
            while (true)
                _ = Echo(await server.AcceptTcpClientAsync());
        }

        static async Task Echo(TcpClient client)
        {
            var buffer = new byte[256];
            while (await client.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                await Task.Delay(20);
                await client.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }

        static async Task Ask(int port)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[256];
            while (true)
            {
                await client.GetStream().WriteAsync(buffer);
                await client.GetStream().ReadExactlyAsync(buffer);
            }
        }
    }

    private static void Burst(Stage stage)
    {
        stage.Begin();
        while (!stage.IsOver)
        {
            for (var i = 0; i < 2000; i++)
                _ = Task.Run(stage.Truth.Item(() => Spin(TimeSpan.FromMicroseconds(50))));
            Thread.Sleep(500);
        }
    }

    private static void Idle(Stage stage)
    {
        // the first looks are compiled while they run
        Thread.Sleep(700);
        var thread = Directory.GetDirectories("/proc/self/task").Single(each => File.ReadAllText(each + "/comm").Trim() == "Unjam watchdog");
        stage.Begin();
        var before = Cpu(thread);
        var probes = stage.Watchdog.Statistics().Probes;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Rest(stage);
        stage.Tell("cost", new JsonObject
        {
            ["milliseconds"] = (Cpu(thread) - before).TotalMilliseconds / Stopwatch.GetElapsedTime(stage.Began).TotalSeconds,
            ["probes"] = stage.Watchdog.Statistics().Probes - probes,
            ["allocated"] = GC.GetTotalAllocatedBytes(precise: true) - allocated,
        });
    }

    private static TimeSpan Cpu(string thread) => TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(thread + "/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);

    private static void Rest(Stage stage)
    {
        while (!stage.IsOver)
            Thread.Sleep(10);
    }

    private static void Spin(TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < length)
            Thread.SpinWait(10);
    }
}
