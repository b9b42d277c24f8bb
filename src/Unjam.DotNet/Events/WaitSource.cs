namespace Unjam.DotNet.Events;

/// <summary>By which kind of call a thread waits, as the runtime tells it.</summary>
public enum WaitSource
{
    /// <summary>Any other managed wait: an event, a semaphore, a task.</summary>
    Unknown,

    /// <summary><c>Monitor.Wait</c>: it waits to be pulsed.</summary>
    MonitorWait,
}
