// A web service starves: each request blocks a thread of the shared pool for 100 ms. It says so itself, and then the same load meets the fix.
//   StarvingWeb [SECONDS]     for each of the two; 5 unless told otherwise
using System.Globalization;
using StarvingWeb;
using Unjam.Executors;
using Unjam.Hosting;
using Unjam.SelfStacks;

var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
const int Clients = 64;

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning);
builder.Services
    .AddUnjam(unjam => unjam.Stacks = new SelfStackSource())
    .AddExecutor("orders", options => options with { Threads = Clients, QueueLimit = 1000, OnFull = FullPolicy.Reject });
builder.Services.AddHealthChecks().AddUnjam();

await using var app = builder.Build();
app.MapUnjamMetrics();
app.MapHealthChecks("/health");
app.MapGet("/before", () => Orders.Load());
app.MapGet("/after", ([FromKeyedServices("orders")] InstrumentedExecutor orders, CancellationToken cancellation) => orders.RunAsync(Orders.Load, cancellation));
await app.StartAsync();
var port = new Uri(app.Urls.First()).Port;

Console.WriteLine($"{Clients} clients ask /before: each request blocks a thread of the shared pool");
var before = Load.Run(port, "/before", Clients, TimeSpan.FromSeconds(seconds));
Console.WriteLine($"{Clients} clients ask /after: the same call runs on the executor \"orders\"");
var after = Load.Run(port, "/after", Clients, TimeSpan.FromSeconds(seconds));
await app.DisposeAsync(); // and with it the log, to its last line

Console.WriteLine($"before: {before}");
Console.WriteLine($"after:  {after}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the fix answers {after.PerSecond / Math.Max(0.1, before.PerSecond):0.0} times as many requests"));
