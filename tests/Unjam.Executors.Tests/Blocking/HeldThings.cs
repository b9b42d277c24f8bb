using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Unjam.Executors.Tests.Loops;

namespace Unjam.Executors.Tests.Waits;

/// <summary>Things of every kind that can be waited for, held by another thread until they are released.</summary>
internal sealed class HeldThings : IDisposable
{
    private const int Looks = 20;

    private readonly ManualResetEventSlim release = new();
    private readonly TaskCompletionSource<int> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim semaphore = new(0);
    private readonly ManualResetEventSlim slim = new();
    private readonly BlockingCollection<int> collection = [];
    private readonly AutoResetEvent one = new(false);
    private readonly AutoResetEvent other = new(false);
    private readonly Mutex mutex = new();
    private readonly object monitor = new();
    private readonly Lock newLock = new();
    private readonly ReaderWriterLockSlim readers = new();
    private readonly Thread holder;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public HeldThings()
    {
        using var held = new ManualResetEventSlim();
        holder = new Thread(() =>
        {
            mutex.WaitOne();
            readers.EnterWriteLock();
            lock (newLock)
            {
                lock (monitor)
                {
                    held.Set();
                    release.Wait();
                }
            }

            readers.ExitWriteLock();
            mutex.ReleaseMutex();
            source.SetResult(1);
            semaphore.Release();
            slim.Set();
            collection.Add(1);
            other.Set();
            one.Set();
        })
        { IsBackground = true };
        holder.Start();
        held.Wait();
    }

    public bool IsFree
    {
        get
        {
            var isFree = Monitor.TryEnter(monitor, Soon.Deadline);
            if (isFree)
                Monitor.Exit(monitor);
            return isFree;
        }
    }

    public void Release() => release.Set();

    /// <summary>Releases them when a thread has been parked for a while: a wait that is over while it spins is none.</summary>
    public void ReleaseWhenWaitedFor(Thread waiter) =>
        new Thread(() =>
        {
            using var never = new ManualResetEventSlim();
            for (var parked = 0; parked < Looks;)
            {
                never.Wait(1);
                parked = waiter.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) ? parked + 1 : 0;
            }

            Release();
        })
        { IsBackground = true }.Start();

    public void Wait(string kind)
    {
        switch (kind)
        {
            case "Task.Wait":
                source.Task.Wait();
                break;
            case "Task.Result":
                Assert.Equal(1, source.Task.Result);
                break;
            case "GetResult":
                source.Task.GetAwaiter().GetResult();
                break;
            case "Task.WaitAll":
                Task.WaitAll(source.Task, Task.CompletedTask);
                break;
            case "SemaphoreSlim":
                semaphore.Wait();
                semaphore.Release();
                break;
            case "ManualResetEventSlim":
                slim.Wait();
                break;
            case "BlockingCollection":
                collection.Add(collection.Take());
                break;
            case "WaitOne":
                one.WaitOne();
                one.Set();
                break;
            case "WaitAny":
                WaitHandle.WaitAny([one, other]);
                one.Set();
                break;
            case "Mutex":
                mutex.WaitOne();
                mutex.ReleaseMutex();
                break;
            case "lock":
                lock (monitor)
                    Assert.True(Monitor.IsEntered(monitor));
                break;
            case "Lock":
                lock (newLock)
                    Assert.True(newLock.IsHeldByCurrentThread);
                break;
            case "Monitor.Wait":
                var own = new object();
                lock (own)
                    Monitor.Wait(own, 50);
                break;
            case "Join":
                holder.Join();
                break;
            case "ReaderWriterLockSlim":
                readers.EnterReadLock();
                readers.ExitReadLock();
                break;
            case "Process.WaitForExit":
                using (var process = Process.Start("sleep", "0.05"))
                    process.WaitForExit();
                break;
            case "HttpClient.Send":
                Ask();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of wait.");
        }
    }

    public void Dispose()
    {
        Release();
        holder.Join();
        listener.Dispose();
    }

    // the server answers only after the release: the client waits for that
    private void Ask()
    {
        listener.Start();
        new Thread(() =>
        {
            try
            {
                using var client = listener.AcceptSocket();
                client.Receive(new byte[4096]);
                release.Wait();
                client.Send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8);
            }
            catch (SocketException)
            {
                return; // the client's wait was refused: it has gone without an answer
            }
        })
        { IsBackground = true }.Start();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using var response = http.Send(request);
    }
}
