using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>Frames as real programs have them.</summary>
internal static class Code
{
    private const string Library = "/usr/lib/python3.11/";
    private const string Packages = "/srv/shop/.venv/lib/python3.11/site-packages/";

    public static Frame User(string name, int line, string file = "/srv/shop/app.py") => new(new Function(name, file, line - 1), line);

    public static Frame Coroutine(string name, int line, string file = "/srv/shop/app.py") =>
        new(new Function(name, file, line - 1) { IsCoroutine = true }, line);

    public static Frame Standard(string file, string name, int line = 10) => new(new Function(name, Library + file, line), line);

    public static Frame Package(string file, string name, int line = 20) => new(new Function(name, Packages + file, line), line);

    /// <summary>A callback's frames (leaf first) on top of asyncio's own.</summary>
    public static Stack OnLoop(params Frame[] frames) => new(
    [
        .. frames, Standard("asyncio/events.py", "Handle._run", 80), Standard("asyncio/base_events.py", "BaseEventLoop._run_once", 1922),
        Standard("asyncio/base_events.py", "BaseEventLoop.run_forever", 607), Standard("asyncio/base_events.py", "BaseEventLoop.run_until_complete", 640),
        Standard("asyncio/runners.py", "Runner.run", 118), Standard("asyncio/runners.py", "run", 190), User("<module>", 99),
    ]);

    /// <summary>A work item's frames (leaf first) on top of a pool thread's own.</summary>
    public static Stack OnWorker(params Frame[] frames) => new(
    [
        .. frames, Standard("concurrent/futures/thread.py", "_WorkItem.run", 58), Standard("concurrent/futures/thread.py", "_worker", 83),
        Standard("threading.py", "Thread.run", 975), Standard("threading.py", "Thread._bootstrap_inner", 1038), Standard("threading.py", "Thread._bootstrap", 995),
    ]);
}
