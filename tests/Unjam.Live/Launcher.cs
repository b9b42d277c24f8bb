using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unjam.Live;

/// <summary>Starts processes from one thread that lives as long as we do: the kernel ties "die with the parent" to the thread
/// that started a process, and a thread of the pool may retire long before its process should.</summary>
internal static class Launcher
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Done)> Requests = Serve();

    public static void Start(Process process)
    {
        var done = new TaskCompletionSource();
        Requests.Add((process, done));
        done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<(Process, TaskCompletionSource)> Serve()
    {
        var requests = new BlockingCollection<(Process Process, TaskCompletionSource Done)>();
        var thread = new Thread(() =>
        {
            foreach (var (process, done) in requests.GetConsumingEnumerable())
            {
                try
                {
                    process.Start();
                    done.SetResult();
                }
                catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
                {
                    done.SetException(e);
                }
            }
        })
        { IsBackground = true, Name = "launcher" };
        thread.Start();
        return requests;
    }
}
