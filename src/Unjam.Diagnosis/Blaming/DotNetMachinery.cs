using System.Collections.Frozen;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What runs work items, tasks and callbacks in .NET: blame never goes beyond it.</summary>
internal static class DotNetMachinery
{
    private static readonly FrozenSet<string> Types = new[]
    {
        "System.Threading.ThreadPoolWorkQueue", "System.Threading.PortableThreadPool", "System.Threading.PortableThreadPool.WorkerThread",
        "System.Threading.LowLevelLifoSemaphore", "System.Threading.QueueUserWorkItemCallback", "System.Threading.QueueUserWorkItemCallbackDefaultContext",
        "System.Threading.UnmanagedThreadPoolWorkItem", "System.Threading.ExecutionContext", "System.Threading.Thread.StartHelper",
        "System.Threading.Tasks.AwaitTaskContinuation", "System.Threading.Tasks.SynchronizationContextAwaitTaskContinuation",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder.AsyncStateMachineBox",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfTask = new[]
    {
        "Execute", "ExecuteEntry", "ExecuteEntryUnsafe", "ExecuteFromThreadPool", "ExecuteWithThreadLocal", "InnerInvoke", "RunContinuations",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Is(Function function)
    {
        var type = DotNetNames.TypeOf(function);
        return Types.Contains(type)
            || (type == "System.Threading.Tasks.Task" && OfTask.Contains(DotNetNames.MethodOf(function)))
            || (type == "System.Threading.Thread" && DotNetNames.MethodOf(function) is "StartCallback");
    }

    /// <summary>Whether a function is one of ours: below the user's it is what he calls, above him it is what runs him.</summary>
    public static bool IsOurs(Function function) => DotNetNames.TypeOf(function).StartsWith("Unjam.Executors.", StringComparison.Ordinal);

    /// <summary>Whether a function is where a thread of a pool or of an executor waits for something to do, or looks for it.</summary>
    public static bool IsRest(Function function) => DotNetNames.TypeOf(function) switch
    {
        "System.Threading.LowLevelLifoSemaphore" or "System.Threading.PortableThreadPool" or "System.Threading.PortableThreadPool.WorkerThread" => true,
        "System.Threading.ThreadPoolWorkQueue" => DotNetNames.MethodOf(function) != "Dispatch",
        "Unjam.Executors.CrewMember" => DotNetNames.MethodOf(function) == "WaitForSignal",
        _ => false,
    };
}
