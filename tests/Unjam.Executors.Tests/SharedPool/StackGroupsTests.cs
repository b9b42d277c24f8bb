using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors.Tests.SharedPool;

public sealed class StackGroupsTests
{
    private static readonly string[] Root = ["System.Threading.Tasks.Task.ExecuteWithThreadLocal", "System.Threading.ThreadPoolWorkQueue.Dispatch", "System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart"];

    [Fact]
    public void Threads_SameCallOfSameFunction_AreOneGroup()
    {
        var groups = Groups(
            Worker(1, "System.Threading.Thread.SleepInternal", "System.Threading.Thread.Sleep", "Shop.Orders.Load"),
            Worker(2, "System.Threading.Thread.Sleep", "Shop.Orders.Load"),
            Worker(3, "System.Threading.ManualResetEventSlim.Wait", "System.Threading.Tasks.Task.InternalWaitCore", "System.Runtime.CompilerServices.TaskAwaiter.GetResult", "Shop.Prices.Get"));
        Assert.Equal(2, groups.Length);
        Assert.Equal(("Shop.Orders.Load", "System.Threading.Thread.Sleep", 2), (groups[0].Culprit!.Name, groups[0].Call!.Name, groups[0].Threads));
        Assert.Contains("Task.Delay", groups[0].Fix, StringComparison.Ordinal);
        Assert.Contains("await", groups[1].Fix, StringComparison.Ordinal);
        Assert.True(BlockingCalls.IsTaskWait(groups[1].Call));
        Assert.Equal("2 threads in Shop.Orders.Load → Thread.Sleep; 1 thread in Shop.Prices.Get → GetAwaiter().GetResult()", StackGroups.Text(groups));
    }

    [Fact]
    public void Threads_NotOfThePool_AreLeftOut()
    {
        var main = new TargetThread(9, 9, "main", Stack("System.Threading.Thread.Join", "Shop.Program.Main"), StackQuality.Complete, false, default);
        var idle = new TargetThread(8, 8, ".NET TP Worker", Stack("System.Threading.LowLevelLifoSemaphore.Wait", "System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart"), StackQuality.Complete, false, default);
        Assert.Empty(StackGroups.Of([main, idle], new HashSet<int>()));
        Assert.Empty(StackGroups.Of([], new HashSet<int>()));
        Assert.Empty(StackGroups.Of(default, new HashSet<int>()));
    }

    [Fact]
    public void ThreadOfThePool_KnownByItsNativeId_IsGrouped()
    {
        var worker = new TargetThread(9, 77, null, Stack("System.IO.FileStream.Read", "Shop.Report.Write"), StackQuality.Truncated, false, default);
        Assert.Equal("Shop.Report.Write", Assert.Single(StackGroups.Of([worker], new HashSet<int> { 77 })).Culprit!.Name);
    }

    [Fact]
    public void FrameworksOwnWork_NoUserFrame_IsNamedByItsLeaf()
    {
        var group = Assert.Single(Groups(Worker(1, "System.Net.Sockets.Socket.Receive")));
        Assert.Null(group.Culprit);
        Assert.Equal("1 thread in System.Net.Sockets.Socket.Receive", StackGroups.Text(group));
    }

    [Fact]
    public void ManyGroups_InOneLine_AreFolded()
    {
        var groups = Groups([.. Enumerable.Range(1, 6).Select(i => Worker(i, "System.Threading.Thread.Sleep", $"Shop.F{i}"))]);
        Assert.EndsWith("; 3 elsewhere", StackGroups.Text(groups), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("System.Threading.Tasks.Task<System.Int32>.get_Result", true, false, "await the task")]
    [InlineData("System.Threading.Tasks.Task`1.get_Result", true, false, "await the task")]
    [InlineData("System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification", true, false, "await the task")]
    [InlineData("System.Threading.Tasks.Task.WaitAll", true, false, "WhenAll")]
    [InlineData("System.Threading.Monitor.Enter", false, true, "hold the lock shorter")]
    [InlineData("System.Threading.Lock.EnterScope", false, true, "hold the lock shorter")]
    [InlineData("System.Threading.SemaphoreSlim.Wait", false, true, "WaitAsync")]
    [InlineData("System.Net.Sockets.NetworkStream.Read", false, false, "asynchronous twin")]
    [InlineData("System.Net.Dns.GetHostEntry", false, false, "GetHostAddressesAsync")]
    [InlineData("System.IO.File.ReadAllText", false, false, "asynchronous twin")]
    [InlineData("Microsoft.Data.SqlClient.SqlCommand.ExecuteReader", false, false, "Execute…Async")]
    [InlineData("System.Something.New", false, false, "InstrumentedExecutor")]
    public void Call_IsKnown_HasItsFix(string call, bool isTaskWait, bool isShared, string fix)
    {
        var function = new Function(call, "", 0);
        Assert.Equal((isTaskWait, isShared), (BlockingCalls.IsTaskWait(function), BlockingCalls.IsShared(function)));
        Assert.Contains(fix, BlockingCalls.Fix(function), StringComparison.Ordinal);
    }

    private static ImmutableArray<BlockedGroup> Groups(params TargetThread[] threads) => StackGroups.Of([.. threads], new HashSet<int>());

    private static TargetThread Worker(int id, params string[] leafFirst) =>
        new((ulong)id, id, ".NET TP Worker", Stack([.. leafFirst, .. Root]), StackQuality.Complete, false, default);

    private static Stack Stack(params string[] leafFirst) => new([.. leafFirst.Select(name => new Frame(new Function(name, "", 0), 0))]);
}
