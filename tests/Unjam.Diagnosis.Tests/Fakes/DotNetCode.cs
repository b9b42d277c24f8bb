using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>Frames as real .NET programs have them.</summary>
internal static class DotNetCode
{
    public static readonly Target Target = new(4712, "dotnet", "10.0.1", ".NET 10.0.1", "dotnet Shop.dll");

    public static Function Method(string name, string file = "Shop.dll") => new(name, file, 0);

    public static Frame User(string name, string file = "Shop.dll") => new(Method(name, file), 0);

    public static Frame CoreLib(string name) => new(Method(name, "System.Private.CoreLib.dll"), 0);

    public static Frame Of(string file, string name) => new(Method(name, file), 0);

    /// <summary>What Task.Wait leaves on a stack.</summary>
    public static Frame[] TaskWait { get; } =
    [
        CoreLib("System.Threading.Monitor.Wait"), CoreLib("System.Threading.ManualResetEventSlim.Wait"),
        CoreLib("System.Threading.Tasks.Task.SpinThenBlockingWait"), CoreLib("System.Threading.Tasks.Task.InternalWaitCore"),
    ];

    /// <summary>A work item's frames (leaf first) on top of those of a worker of the shared pool.</summary>
    public static Stack OnPool(params Frame[] frames) => new(
    [
        .. frames, CoreLib("System.Threading.Tasks.Task.InnerInvoke"), CoreLib("System.Threading.ExecutionContext.RunFromThreadPoolDispatchLoop"),
        CoreLib("System.Threading.Tasks.Task.ExecuteWithThreadLocal"), CoreLib("System.Threading.ThreadPoolWorkQueue.Dispatch"),
        CoreLib("System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart"), CoreLib("System.Threading.Thread.StartCallback"),
    ]);

    /// <summary>A worker of the shared pool that has nothing to do.</summary>
    public static Stack Idle { get; } = new(
    [
        CoreLib("System.Threading.LowLevelLifoSemaphore.WaitForSignal"), CoreLib("System.Threading.LowLevelLifoSemaphore.Wait"),
        CoreLib("System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart"), CoreLib("System.Threading.Thread.StartCallback"),
    ]);

    /// <summary>A work item's frames (leaf first) on top of those of an instrumented executor.</summary>
    public static Stack OnExecutor(params Frame[] frames) => new(
    [
        .. frames, Of("Unjam.Executors.dll", "Unjam.Executors.Worker.Serve"), CoreLib("System.Threading.Thread.StartCallback"),
    ]);

    /// <summary>A callback's frames (leaf first) on top of those of an event loop that the user's Main runs.</summary>
    public static Stack OnLoop(params Frame[] frames) => new(
    [
        .. frames, Of("Unjam.Executors.dll", "Unjam.Executors.EventLoop.Turn"), Of("Unjam.Executors.dll", "Unjam.Executors.EventLoop.Run"), User("Shop.Program.Main"),
    ]);
}
