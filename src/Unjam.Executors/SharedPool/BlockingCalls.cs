using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Calls that block a thread, and what to do instead.</summary>
internal static class BlockingCalls
{
    private const string Own = "or run it on an InstrumentedExecutor of its own";

    // the first whose type and method both occur in the name wins; generic arguments stand between them in some names
    private static readonly (string Type, string Method, bool IsTaskWait, bool IsShared, string Fix)[] Known =
    [
        ("Threading.Thread", "Sleep", false, false, "await Task.Delay instead of Thread.Sleep"),
        ("Threading.Thread", "Join", false, false, "await a task that the thread completes instead of Thread.Join"),
        ("Tasks.Task", "WaitAll", true, false, "await Task.WhenAll instead of Task.WaitAll"),
        ("Tasks.Task", "WaitAny", true, false, "await Task.WhenAny instead of Task.WaitAny"),
        ("Tasks.Task", "Wait", true, false, "await the task instead of waiting for it, up to the caller that can"),
        ("Tasks.Task", "Result", true, false, "await the task instead of taking its Result, up to the caller that can"),
        ("TaskAwaiter", "GetResult", true, false, "await the task instead of GetAwaiter().GetResult(), up to the caller that can"),
        ("TaskAwaiter", "HandleNonSuccess", true, false, "await the task instead of GetAwaiter().GetResult(), up to the caller that can"),
        ("Awaitable", "GetResult", true, false, "await the task instead of GetAwaiter().GetResult(), up to the caller that can"),
        ("Tasks.Parallel", "For", true, false, "await Parallel.ForEachAsync, " + Own),
        ("Threading.SemaphoreSlim", "Wait", false, true, "await SemaphoreSlim.WaitAsync, and hold it shorter: what it guards is the limit"),
        ("Threading.Monitor", "Enter", false, true, "hold the lock shorter: no I/O and no waiting inside it; SemaphoreSlim.WaitAsync where it must span an await"),
        ("Threading.Lock", "Enter", false, true, "hold the lock shorter: no I/O and no waiting inside it; SemaphoreSlim.WaitAsync where it must span an await"),
        ("Threading.ReaderWriterLock", "Enter", false, true, "hold the lock shorter, or publish an immutable copy that readers need no lock for"),
        ("Threading.Monitor", "Wait", false, false, "await a TaskCompletionSource or a Channel instead of Monitor.Wait"),
        ("Threading.ManualResetEventSlim", "Wait", false, false, "await a TaskCompletionSource instead of an event"),
        ("Threading.WaitHandle", "Wait", false, false, "await a TaskCompletionSource instead of a wait handle"),
        ("BlockingCollection", "T", false, false, "await a Channel's ReadAsync instead of a BlockingCollection"),
        ("Net.Http", "Send", false, false, "await HttpClient.SendAsync"),
        ("Net.Dns", "Get", false, false, "await Dns.GetHostAddressesAsync, and cache its answer: the resolver itself blocks a thread"),
        ("Net.Sockets", "", false, false, "await the asynchronous twin of the socket call (ReceiveAsync, SendAsync, ConnectAsync)"),
        ("Net.Security", "", false, false, "await the asynchronous twin of the stream call (ReadAsync, WriteAsync)"),
        ("Data.", "Execute", false, false, "await the command's Execute…Async"),
        ("Data.", "Open", false, false, "await OpenAsync, and bound the connections rather than the threads"),
        ("Diagnostics.Process", "WaitForExit", false, false, "await Process.WaitForExitAsync"),
        ("IO.", "", false, false, "await the asynchronous twin of the file or stream call, " + Own),
        ("System.Console", "", false, false, "write to a Channel that one thread of its own empties into the console"),
    ];

    private const string Unknown = "await its asynchronous twin, " + Own;

    /// <summary>What to do instead of a call; null stands for the user's own code that runs.</summary>
    public static string Fix(Function? call) => call is null ? "run long computations on Executors.ForCpu(…)" : Find(call)?.Fix ?? Unknown;

    /// <summary>Whether the runtime adds threads to make up for the wait: it does so for tasks only (<c>PortableThreadPool.Blocking</c>).</summary>
    public static bool IsTaskWait(Function? call) => call is not null && Find(call) is { IsTaskWait: true };

    /// <summary>Whether the call waits for something that others hold: more threads would wait for it too.</summary>
    public static bool IsShared(Function? call) => call is not null && Find(call) is { IsShared: true };

    /// <summary>Whether the call enters a lock.</summary>
    public static bool IsLock(Function? call) => IsShared(call) && call!.Name.Contains("Enter", StringComparison.Ordinal);

    private static (bool IsTaskWait, bool IsShared, string Fix)? Find(Function call)
    {
        foreach (var (type, method, isTaskWait, isShared, fix) in Known)
        {
            var at = call.Name.IndexOf(type, StringComparison.Ordinal);
            if (at >= 0 && call.Name.IndexOf(method, at + type.Length, StringComparison.Ordinal) >= 0)
                return (isTaskWait, isShared, fix);
        }

        return null;
    }
}
