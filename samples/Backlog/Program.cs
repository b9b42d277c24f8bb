// Twenty blocking calls of a second each come at once, and four threads are there for them. How long did they wait, and how long did they run?
using System.Globalization;
using Unjam.Executors;

await using var db = new InstrumentedExecutor(new() { Name = "db", Threads = 4 });

// the first use compiles what is used
await db.RunAsync(() => Query(TimeSpan.Zero));

var queries = Enumerable.Range(0, 20).Select(_ => db.RunAsync(() => Query(TimeSpan.FromSeconds(1)))).ToArray();
while (queries.Any(query => !query.IsCompleted))
{
    var now = db.Statistics();
    Console.WriteLine(Invariant($"{now.Busy} of {now.Threads} threads busy, {now.Queued} queries wait, the oldest for {now.OldestWait.TotalSeconds:0.0} s"));
    await Task.WhenAny(Task.WhenAll(queries), Task.Delay(TimeSpan.FromSeconds(1)));
}

var end = db.Statistics();
Console.WriteLine(Invariant($"half of the queries waited for more than {end.QueueTime.Quantile(0.5).TotalSeconds:0.0} s"));
Console.WriteLine(Invariant($"queue time sum {end.QueueTime.Sum:0.0} s, run time sum {end.RunTime.Sum:0.0} s"));

static void Query(TimeSpan time) => Thread.Sleep(time);

static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
