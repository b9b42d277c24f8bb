using Unjam.Executors;

// A call that blocks an event loop is found while it blocks; with BlockingPolicy.Throw it is refused at the call itself.
var watch = new PrintedReports();
var options = new LoopOptions { Name = "shop", SlowCallback = TimeSpan.FromMilliseconds(100), Sink = watch };

Console.WriteLine("1. A coroutine waits synchronously for half a second:");
EventLoop.Run(LoadOrderAsync, options);

Console.WriteLine("2. A coroutine sleeps for half a second. No wait can be seen, but who holds the loop:");
EventLoop.Run(SleepAsync, options);

Console.WriteLine("3. The same wait on a loop that refuses it:");
var isRefused = false;
try
{
    EventLoop.Run(LoadOrderAsync, options with { OnBlocking = BlockingPolicy.Throw });
}
catch (BlockingCallException refusal)
{
    isRefused = true;
    Console.WriteLine($"   {refusal.Message}");
}

Console.WriteLine($"detected while it blocked: {watch.WhileBlocked} of 2; refused at the call: {(isRefused ? "yes" : "no")}");

static async Task LoadOrderAsync()
{
    await Task.Yield();
    QueryAsync().Wait();
}

static async Task SleepAsync()
{
    await Task.Yield();
    Thread.Sleep(500);
}

static async Task QueryAsync() => await Task.Delay(500).ConfigureAwait(false);

/// <summary>Prints what the loop's watch reports, on the thread of the watch: while the loop's own thread is blocked.</summary>
internal sealed class PrintedReports : IBlockSink
{
    private int whileBlocked;

    public int WhileBlocked => whileBlocked;

    public void Report(BlockReport report)
    {
        if (!report.IsOver)
            Interlocked.Increment(ref whileBlocked);
        var where = report.Call is { } call ? $"{call}, called by {report.Caller}" : report.Callback;
        Console.WriteLine($"   loop '{report.Loop}' {(report.IsOver ? "was blocked" : "is blocked")} for {report.Duration.TotalMilliseconds:0} ms: {where}");
    }
}
