namespace Unjam.Executors;

/// <summary>What a program calls that blocks, in the words that stand in its source.</summary>
internal static class BlockingCallName
{
    /// <summary>The call of a framework's readable method, such as <c>Task.Wait</c>.</summary>
    /// <remarks>The compiler of the runtime folds some public methods into their callers: what remains on the stack are the inner methods named here (seen on .NET 10).</remarks>
    public static string Of(string name)
    {
        var at = name.LastIndexOf('.', name.LastIndexOf('.') is var dot and > 0 ? dot - 1 : 0);
        var last = name[(at + 1)..];
        return last switch
        {
            "Task.GetResultCore" or "Task.get_Result" => "Task.Result",
            "Task.InternalWait" or "Task.InternalWaitCore" or "Task.SpinThenBlockingWait" => "Task.Wait",
            "TaskAwaiter.HandleNonSuccessAndDebuggerNotification" or "TaskAwaiter.GetResult" => "GetAwaiter().GetResult()",
            "Monitor.Enter" or "Monitor.Enter_Slowpath" or "Monitor.ReliableEnter" => "lock (Monitor.Enter)",
            "Lock.EnterScope" or "Lock.Enter" or "Lock.EnterAndGetCurrentThreadId" or "Lock.TryEnterSlow" => "lock (Lock.Enter)",
            "WaitHandle.WaitOneNoCheck" => "WaitHandle.WaitOne",
            "WaitHandle.WaitMultiple" => "WaitHandle.WaitAny",
            "SemaphoreSlim.WaitCore" or "SemaphoreSlim.WaitUntilCountOrTimeout" => "SemaphoreSlim.Wait",
            "BlockingCollection.TryTakeWithNoTimeValidation" => "BlockingCollection.Take",
            _ => last,
        };
    }
}
