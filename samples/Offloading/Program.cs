using Unjam.Executors;

// The fix for a blocked loop: blocking calls are given to an executor, and the loop goes on.
const int Calls = 8;
await using var files = Executors.ForIo("files");

var heartbeats = 0;
var statistics = EventLoop.Run(async () =>
{
    var loop = EventLoop.Current!;
    var isOver = false;
    Beat();
    var calls = Enumerable.Range(0, Calls).Select(call => loop.RunInExecutorAsync(files, _ => ReadFile(call)));
    foreach (var text in await Task.WhenAll(calls))
        Console.WriteLine(text);
    isOver = true;
    return loop.Statistics();

    void Beat()
    {
        heartbeats++;
        if (!isOver)
            loop.PostAfter(TimeSpan.FromMilliseconds(10), Beat);
    }
}, new LoopOptions { Name = "shop" });

Console.WriteLine($"{heartbeats} heartbeats, none blocked: {statistics.Blocked == 0}; 99 % of callbacks waited less than {statistics.Lag.Quantile(0.99).TotalMilliseconds:0.0} ms");
Console.WriteLine($"the loop stayed responsive while {Calls} calls of 250 ms blocked in executor '{files.Name}'");

static string ReadFile(int number)
{
    Thread.Sleep(250);
    return $"file {number} read on thread {Environment.CurrentManagedThreadId}";
}
