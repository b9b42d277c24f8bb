using System.Globalization;
using System.Runtime.CompilerServices;

namespace Shop;

/// <summary>Things that happen a known number of times: waits for a lock with a known owner, for an event, and work for the shared pool.</summary>
internal static class Market
{
    private const int Locks = 5;
    private const int Waits = 4;
    private const int Items = 25;

    /// <summary>Lets them happen, and says so: <c>name TAB value</c>.</summary>
    public static IReadOnlyList<string> Open(TimeSpan atLeast)
    {
        var stall = new object();
        var owner = 0;
        for (var turn = 0; turn < Locks; turn++)
        {
            using var held = new ManualResetEvent(false);
            var holder = new Thread(() =>
            {
                lock (stall)
                {
                    owner = Tid();
                    held.Set();
                    Thread.Sleep(60);
                }
            });
            holder.Start();
            held.WaitOne();
            Queue(stall);
            holder.Join();
        }

        var patient = new Thread(AwaitDelivery);
        patient.Start();
        patient.Join();
        using var done = new CountdownEvent(Items);
        for (var item = 0; item < Items; item++)
            ThreadPool.UnsafeQueueUserWorkItem(static countdown => countdown.Signal(), done, false);
        done.Wait();
        Thread.Sleep(atLeast);
        return
        [
            $"pid\t{Environment.ProcessId}", $"locks\t{Locks}", $"last owner\t{owner}", $"lock waiter\t{Tid()}",
            $"waits\t{Waits}", $"items\t{Items}",
        ];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Queue(object stall)
    {
        lock (stall)
            GC.KeepAlive(stall);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AwaitDelivery()
    {
        using var delivery = new ManualResetEvent(false);
        for (var turn = 0; turn < Waits; turn++)
            delivery.WaitOne(20);
    }

    private static int Tid() => int.Parse(File.ResolveLinkTarget("/proc/thread-self", false)!.Name, CultureInfo.InvariantCulture);
}
