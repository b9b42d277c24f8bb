using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Threads that are blocked for ever in known methods, and a shared pool all of whose threads are.</summary>
internal static class Crew
{
    private static readonly ConcurrentDictionary<int, string> Truth = [];
    private static readonly object Shelf = new();
    private static readonly CountdownEvent Arrived = new(1);
    private static readonly ConcurrentBag<object> Kept = [];

    /// <summary>Work waits, and no thread of the pool has begun with it.</summary>
    public static bool IsStarved => ThreadPool.PendingWorkItemCount >= 20;

    /// <summary>Starts everybody, and says which thread is in which method when all of them are.</summary>
    public static IReadOnlyDictionary<int, string> Start(int others, bool isComputing = true)
    {
        OnThread(Sleep);
        OnThread(ReadSocket);
        if (isComputing)
            OnThread(Compute);
        OnThread(WaitForTask);
        OnThread(() => First(1));
        OnThread(() => new Box<string>().Fill<int>());
        OnThread(Outer);
        OnThread(() => Lambda()());
        OnThread(() => ResumeLater().GetAwaiter().GetResult());
        using (var held = new ManualResetEventSlim())
        {
            OnThread(() => Hold(held));
            held.Wait();
        }

        OnThread(Reserve);
        for (var other = 0; other < others; other++)
            OnThread(Sleep);

        // the whole pool: two threads, both blocked, and work that waits
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(2, 2);
        Arrived.AddCount(2);
        for (var item = 0; item < 2; item++)
            _ = Task.Run(BlockPool);
        Arrived.Signal();
        Arrived.Wait();
        for (var item = 0; item < 40; item++)
            ThreadPool.QueueUserWorkItem(_ => Kept.Add(""));
        return Truth;
    }

    private static void OnThread(Action run)
    {
        Arrived.AddCount();
        new Thread(() => run()) { IsBackground = true, Name = "crew" }.Start();
    }

    // the last thing a thread does before it blocks
    private static void Tell(string method)
    {
        var link = File.ResolveLinkTarget("/proc/thread-self", false)!;
        Truth[int.Parse(link.Name, CultureInfo.InvariantCulture)] = "Shop." + method;
        Arrived.Signal();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sleep()
    {
        Tell("Crew.Sleep");
        Thread.Sleep(Timeout.Infinite);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReadSocket()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        Tell("Crew.ReadSocket");
        client.Receive(new byte[1]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compute()
    {
        Tell("Crew.Compute");
        for (var turn = 0L; Kept.Count >= 0; turn++)
            Thread.SpinWait(10);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WaitForTask()
    {
        var never = new TaskCompletionSource();
        Kept.Add(never);
        Tell("Crew.WaitForTask");
        never.Task.Wait();
    }

    private static int First(int from) => Counted(from).First();

    private static IEnumerable<int> Counted(int from)
    {
        Tell("Crew.Counted");
        Thread.Sleep(Timeout.Infinite);
        yield return from;
    }

    private static void Outer()
    {
        Inner(1);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Inner(int times)
        {
            Tell("Crew.Outer.Inner");
            for (; times > 0; times++)
                Thread.Sleep(Timeout.Infinite);
        }
    }

    private static Action Lambda() => () =>
    {
        Tell("Crew.Lambda (lambda)");
        Thread.Sleep(Timeout.Infinite);
    };

    private static async Task ResumeLater()
    {
        await default(NewThread);
        Tell("Crew.ResumeLater");
        Thread.Sleep(Timeout.Infinite);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold(ManualResetEventSlim held)
    {
        lock (Shelf)
        {
            Tell("Crew.Hold");
            held.Set();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Reserve()
    {
        Tell("Crew.Reserve");
        lock (Shelf)
            Kept.Add("");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BlockPool()
    {
        Tell("Crew.BlockPool");
        Thread.Sleep(Timeout.Infinite);
    }

    private sealed class Box<T>
    {
        private T? content;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Fill<TItem>()
        {
            Tell("Crew.Box.Fill");
            content = default;
            Kept.Add($"{content}{typeof(TItem)}");
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
