using System.Globalization;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>How a pool of some size is made, as code.</summary>
internal static class PoolCode
{
    /// <summary>How a call gets a limiter of its own.</summary>
    public static string LimiterOfItsOwn(PoolHistory history) => history.Kind == PoolKind.TrioLimiter
        ? "await trio.to_thread.run_sync(slow, limiter=reports)  # reports = trio.CapacityLimiter(10), made once"
        : "await anyio.to_thread.run_sync(slow, limiter=reports)  # reports = anyio.CapacityLimiter(10), made once";

    /// <summary>How inner work is waited for in a worker, and how with a pool of its own.</summary>
    public static (string Before, string After) InnerWait(PoolHistory history) => history.Kind == PoolKind.InstrumentedExecutor
        ? ("executor.RunAsync(Child).Result", "children.RunAsync(Child).Result  // children = new InstrumentedExecutor(…), used by nothing else")
        : ($"{history.Name}.submit(child).result()", "children.submit(child).result()  # children = ThreadPoolExecutor(…), used by nothing else");

    /// <summary>How callers learn early that so many wait.</summary>
    public static string Bound(PoolHistory history, int most) => history.Kind == PoolKind.InstrumentedExecutor
        ? FormattableString.Invariant($"new ExecutorOptions {{ Name = \"{PoolWords.Name(history)}\", QueueLimit = {most}, OnFull = FullPolicy.Reject }}")
        : history.IsShared
        ? FormattableString.Invariant($"new InstrumentedExecutor(new ExecutorOptions {{ Name = \"slow\", QueueLimit = {most}, OnFull = FullPolicy.Reject }})")
        : FormattableString.Invariant($"async with {(history.Kind == PoolKind.TrioLimiter ? "trio" : "asyncio")}.Semaphore({most}):  # made once, around every submission");

    public static string Made(PoolHistory history, int workers)
    {
        var form = history.Kind switch
        {
            PoolKind.AnyioLimiter => "anyio.to_thread.current_default_thread_limiter().total_tokens = {0}  # at start-up, in the loop",
            PoolKind.TrioLimiter => "trio.to_thread.current_default_thread_limiter().total_tokens = {0}  # at start-up",
            PoolKind.MultiprocessingPool => "multiprocessing.pool.ThreadPool({0})",
            PoolKind.Gthread => "gunicorn --worker-class gthread --threads {0}",
            PoolKind.Wsgi => "WSGIMiddleware(app, workers={0})",
            PoolKind.InstrumentedExecutor => "new ExecutorOptions { Name = \"{1}\", Threads = {0} }  // or, while it runs: executor.Resize({0})",
            PoolKind.DotNetThreadPool => "ThreadPool.SetMinThreads({0}, {0})",
            PoolKind.QueuePool => "threads = [threading.Thread(target=worker) for _ in range({0})]",
            _ when history.IsDefault => "loop.set_default_executor(ThreadPoolExecutor(max_workers={0}))",
            _ => "ThreadPoolExecutor(max_workers={0})",
        };
        return form.Replace("{0}", workers.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", PoolWords.Name(history), StringComparison.Ordinal);
    }
}
