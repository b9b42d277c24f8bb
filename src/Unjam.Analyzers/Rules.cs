using Microsoft.CodeAnalysis;

namespace Unjam.Analyzers;

/// <summary>What the analyzers report. Ids are stable; docs/analyzers.md has a section for each.</summary>
internal static class Rules
{
    /// <summary>The property of a diagnostic that names the awaited method a fix may call instead.</summary>
    public const string Twin = "twin";

    private const string Blocking = "Blocking";
    private const string Reliability = "Reliability";

    public static readonly DiagnosticDescriptor SyncOverAsync = new(
        "UNJ001", "A thread waits for a task", "'{0}' holds {1} until the task ends: {2}", Blocking, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The thread that waits could run what the task needs. In an async method, on an event loop and on a worker of an executor a task is awaited.",
        "docs/analyzers.md#unj001");

    public static readonly DiagnosticDescriptor BlockedLoop = new(
        "UNJ002", "A blocking call on an event loop", "'{0}' blocks the event loop, and nothing else of it runs meanwhile: {1}", Blocking, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "An event loop has one thread: whatever blocks it delays every callback, timer and continuation of the loop.",
        "docs/analyzers.md#unj002");

    public static readonly DiagnosticDescriptor SharedPool = new(
        "UNJ003", "Blocking I/O on the shared thread pool", "'{0}' holds a thread of the shared pool while '{1}' blocks: give it to RunAsync of an InstrumentedExecutor", Blocking, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "The shared pool adds a thread or two a second: a burst of blocking calls starves everything else that runs on it. A named executor keeps it apart, and measures it.",
        "docs/analyzers.md#unj003");

    public static readonly DiagnosticDescriptor UnboundedQueue = new(
        "UNJ004", "A queue of work without a limit", "{0}: when work arrives faster than it is done, the queue and the waits grow until memory ends; {1}", Reliability, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "A limit makes an overload visible where it begins, while there is still something to decide.",
        "docs/analyzers.md#unj004");

    public static readonly DiagnosticDescriptor LongRunning = new(
        "UNJ005", "LongRunning with an async function", "LongRunning gives the async function a thread of its own only up to its first await, and the task that StartNew returns ends there too: use Task.Run", Blocking, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        "StartNew knows nothing of async functions: a thread is created, and thrown away at the first await; what follows runs on the shared pool.",
        "docs/analyzers.md#unj005");
}
