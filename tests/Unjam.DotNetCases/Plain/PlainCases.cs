namespace Shop;

/// <summary>Cases that need nothing but the runtime, of any version.</summary>
internal static class PlainCases
{
    private const string SharedPool = ".NET thread pool";

    public static IReadOnlyList<Case> All { get; } =
    [
        new("sleep", (ledger, count) => Crowd.Queue(ledger, count > 0 ? count : 100, Orders.Load))
        {
            Finding = "pool-starved", Culprit = "Shop.Orders.Load", Cause = "sleep", Subject = SharedPool,
        },
        new("many-threads", Orders.AmongMany) { Finding = "pool-starved", Culprit = "Shop.Orders.Load", Cause = "sleep", Subject = SharedPool },
        new("burst", Orders.Burst) { Finding = "pool-starved", Culprit = "Shop.Orders.Import", Cause = "sleep", Subject = SharedPool },
        new("stream", (ledger, waiting) => Crowd.Keep(ledger, waiting > 0 ? waiting : 8, Orders.Import))
        {
            Finding = "pool-starved", Culprit = "Shop.Orders.Import", Cause = "sleep", Subject = SharedPool,
        },
        new("sync-over-async", (ledger, waiting) => Crowd.Keep(ledger, waiting > 0 ? waiting : 100, () => Catalog.Price()))
        {
            Finding = "sync-over-async", Culprit = "Shop.Catalog.Price", Cause = "join", Subject = SharedPool,
        },
        new("lock-convoy", Stock.Convoy) { Finding = "lock-convoy", Culprit = "Shop.Stock.Reserve", Cause = "lock", Subject = SharedPool },
        new("semaphore", (ledger, waiting) =>
        {
            ThreadPool.SetMinThreads(6, 6);
            Crowd.Keep(ledger, waiting > 0 ? waiting : 40, Payments.Charge);
        })
        {
            Finding = "pool-starved", Culprit = "Shop.Payments.Charge", Cause = "lock", Subject = SharedPool,
        },
        new("gc", Reports.Collect) { Finding = "gc-pause" },
        new("busy", Reports.Compute),
        new("idle", Reports.Idle),
    ];
}
