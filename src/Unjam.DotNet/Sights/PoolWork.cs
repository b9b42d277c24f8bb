using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Tells a worker of the shared pool that runs an item from one that waits for work.</summary>
internal static class PoolWork
{
    // ThreadPoolWorkQueue.Dispatch takes items from the queues and runs them; a worker without work waits outside of it (PortableThreadPool.WorkerThread.cs)
    private const string Dispatch = "System.Threading.ThreadPoolWorkQueue.Dispatch";

    /// <summary>Whether the stack is that of a worker with work.</summary>
    public static bool IsIn(Stack stack)
    {
        foreach (var frame in stack.Frames)
        {
            if (frame.Function.Name.StartsWith(Dispatch, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
