using System.Runtime.InteropServices;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class DotNetFramesTests
{
    private static readonly Frame Mine = DotNetCode.User("Shop.Orders.Load");

    [Theory]
    [InlineData("System.Private.CoreLib.dll", "System.Threading.Thread.Sleep", FrameOwner.StandardLibrary)]
    [InlineData("", "System.Threading.Thread.Sleep", FrameOwner.StandardLibrary)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Core.dll", "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpProtocol.ProcessRequests", FrameOwner.Framework)]
    [InlineData("Npgsql.dll", "Npgsql.NpgsqlCommand.ExecuteReader", FrameOwner.Framework)]
    [InlineData("Npgsql.EntityFrameworkCore.PostgreSQL.dll", "X.Y.Z", FrameOwner.Framework)]
    [InlineData("", "StackExchange.Redis.ConnectionMultiplexer.ExecuteSyncImpl", FrameOwner.Framework)]
    [InlineData("System.Data.SqlClient.dll", "System.Data.SqlClient.SqlCommand.ExecuteReader", FrameOwner.Framework)]
    [InlineData("Unjam.Executors.dll", "Unjam.Executors.EventLoop.Run", FrameOwner.StandardLibrary)]
    [InlineData("Unjam.Executors.Tests.dll", "Unjam.Executors.Tests.LoopTests.Sleeps", FrameOwner.User)]
    [InlineData("Shop.dll", "Shop.Orders.Load", FrameOwner.User)]
    [InlineData("Shop.dll", "System.Linq.MyExtensions.Chunk", FrameOwner.User)]
    [InlineData("Systematic.dll", "Systematic.Run", FrameOwner.User)]
    [InlineData("", "Shop.Orders.Load", FrameOwner.User)]
    public void OwnerOf_Method_IsToldByItsAssemblyElseItsNamespace(string file, string name, FrameOwner owner) =>
        Assert.Equal(owner, FrameOwners.Of(DotNetCode.Method(name, file)));

    [Theory]
    [InlineData("System.Threading.Tasks.Task`1[System.Int32].GetResultCore", "System.Threading.Tasks.Task", "GetResultCore", "Task.GetResultCore")]
    [InlineData("System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart", "System.Threading.PortableThreadPool.WorkerThread", "WorkerThreadStart", "WorkerThread.WorkerThreadStart")]
    [InlineData("System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1+ConfiguredTaskAwaiter[System.Int32].GetResult", "System.Runtime.CompilerServices.ConfiguredTaskAwaitable.ConfiguredTaskAwaiter", "GetResult", "ConfiguredTaskAwaiter.GetResult")]
    [InlineData("Shop.Orders.Load (lambda)", "Shop.Orders", "Load", "Orders.Load")]
    [InlineData("Shop.Cache<System.String>.Get<System.Int32>", "Shop.Cache", "Get", "Cache.Get")]
    [InlineData("Shop.Orders..ctor", "Shop.Orders", "ctor", "Orders.ctor")]
    [InlineData("Main", "", "Main", "Main")]
    [InlineData("", "", "", "")]
    [InlineData("Shop.>)]<([", "Shop", ">)]", "Shop.>)]")]
    public void NameOf_Method_IsTakenApart(string name, string type, string method, string called)
    {
        var function = DotNetCode.Method(name);
        Assert.Equal((type, method, called), (DotNetNames.TypeOf(function), DotNetNames.MethodOf(function), DotNetNames.ShortOf(function)));
    }

    private static (string? Call, string Cause) Judge(KernelState kernel, params Frame[] frames) => Judge(_ => kernel, frames);

    private static (string? Call, string Cause) Judge(Func<double, KernelState> kernel, params Frame[] frames)
    {
        var tally = new KernelTally(SystemCalls.For(Architecture.X64));
        for (var i = 0; i < 3; i++)
            tally.Add(Film.Second(100 + (i * 0.05)), kernel(1 + (i * 0.05)));
        var blame = Blame.Of(DotNetCode.OnPool(frames))!;
        var called = Calls.Of(blame, tally);
        return (called.Name, Calls.CauseOf(blame, tally, called));
    }

    private static readonly KernelState Futex = Kernels.In(202, 0x7f00);

    [Theory]
    [InlineData("System.Threading.Thread.Sleep", "Thread.Sleep", "sleep")]
    [InlineData("System.Threading.Tasks.Task.Wait", "Task.Wait", "join")]
    [InlineData("System.Threading.Tasks.Task`1.GetResultCore", "Task.Result", "join")]
    [InlineData("System.Runtime.CompilerServices.TaskAwaiter`1.GetResult", "GetAwaiter().GetResult()", "join")]
    [InlineData("System.Threading.Tasks.Task.WaitAll", "Task.WaitAll", "join")]
    [InlineData("System.Threading.SemaphoreSlim.Wait", "SemaphoreSlim.Wait", "lock")]
    [InlineData("System.Threading.Monitor.Enter", "lock", "lock")]
    [InlineData("System.Threading.Lock.EnterScope", "lock", "lock")]
    [InlineData("System.IO.File.ReadAllText", "File.ReadAllText", "file")]
    [InlineData("System.Threading.WaitHandle.WaitOne", "WaitHandle.WaitOne", "lock")]
    public void Of_CallOfTheRuntime_IsNamedAsAPersonWritesIt(string callee, string call, string cause) =>
        Assert.Equal((call, cause), Judge(Futex, [.. DotNetCode.TaskWait, DotNetCode.CoreLib(callee), Mine]));

    [Fact]
    public void Of_FramesOfTheRuntimeBelowAKnownCall_AreFolded()
    {
        Assert.Equal(("HttpClient.Send", "socket"), Judge(
            Futex, [.. DotNetCode.TaskWait, DotNetCode.Of("System.Net.Http.dll", "System.Net.Http.HttpClient.Send"), Mine]));
        Assert.Equal(("Npgsql ExecuteReader", "socket"), Judge(
            Kernels.In(45, 9, "socket:[99]"), DotNetCode.Of("System.Net.Sockets.dll", "System.Net.Sockets.Socket.Receive"), DotNetCode.Of("Npgsql.dll", "Npgsql.NpgsqlCommand.ExecuteReader"), Mine));
    }

    [Fact]
    public void Of_StrangeLibraryThatWaitsForATask_IsNamedAndAdvisedByTheTask()
    {
        var blame = Blame.Of(DotNetCode.OnPool([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task.Wait"), DotNetCode.Of("Refit.dll", "Refit.Client.Get"), Mine]))!;
        var called = Calls.Of(blame, new KernelTally(SystemCalls.OfThisMachine));
        Assert.Equal(("Client.Get", WaitKind.Result), (called.Name, called.Known!.Waits));
    }

    [Fact]
    public void CauseOf_ThreadThatComputes_IsCpuWhateverItsFramesAreCalled() =>
        Assert.Equal("cpu", Judge(ran => Kernels.Running(TimeSpan.FromSeconds(ran)), DotNetCode.CoreLib("System.Threading.Tasks.Task.Wait"), Mine).Cause);

    [Fact]
    public void CauseOf_ThreadThatIsReadyAndHardlyRuns_IsTheCallThatItWaitsIn() =>
        Assert.Equal("lock", Judge(Kernels.Running(TimeSpan.FromSeconds(1)), DotNetCode.CoreLib("System.Threading.SemaphoreSlim.Wait"), Mine).Cause);

    [Fact]
    public void CauseOf_FutexUnderAnUnknownCall_IsUnknown() => Assert.Equal((null, "unknown"), Judge(Futex, Mine));

    [Fact]
    public void Of_PoolWorker_BlamesTheUsersFrameAndCutsTheMachinery()
    {
        var blame = Blame.Of(DotNetCode.OnPool([DotNetCode.CoreLib("System.Threading.Thread.Sleep"), Mine, DotNetCode.User("Shop.Orders.Refresh (lambda)")]))!;
        Assert.Equal("Shop.Orders.Load (Shop.dll)", Blame.Place(blame.Frame));
        Assert.Equal("Shop.Orders.Load", Blame.Where(blame.Frame));
        Assert.Equal("Shop.Orders.Refresh (lambda) (Shop.dll) → Shop.Orders.Load (Shop.dll)", blame.Path());
        Assert.Null(Blame.Of(DotNetCode.Idle));
    }

    [Fact]
    public void Of_CallbackOfALoop_EndsWhereTheLoopBegins()
    {
        var watch = DotNetCode.Of("Unjam.Executors.dll", "Unjam.Executors.Blocking.WaitWatch.Wait");
        var blame = Blame.Of(DotNetCode.OnLoop([watch, .. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task.Wait"), Mine]))!;
        Assert.Equal("Shop.Orders.Load (Shop.dll)", blame.Path());
    }

    [Fact]
    public void Of_MethodGivenAsItIs_IsTheCallItself() =>
        Assert.Equal(("Thread.Sleep", "sleep"), Judge(Futex, DotNetCode.CoreLib("System.Threading.Thread.Sleep")));

    [Fact]
    public void Of_FrameOfPython_IsNeverReadAsDotNet()
    {
        Assert.False(DotNetNames.Is(new Function("System.Threading.Thread.Sleep", "/srv/shop/app.py", 1)));
        Assert.False(DotNetNames.Is(new Function("time.sleep", "", 0)));
        Assert.Equal("time.sleep", Calls.OfFunction(new Function("time.sleep", "", 0)).Name);
        Assert.Null(KnownCalls.Of(new Function("Task.Wait", "/usr/lib/python3.11/threading.py", 1)));
    }

    [Fact]
    public void Rows_OfTheTable_AreWholeAndReachable()
    {
        Assert.All(KnownCalls.DotNet, call => Assert.False(string.IsNullOrWhiteSpace(call.Call) || string.IsNullOrWhiteSpace(call.Instead) || string.IsNullOrWhiteSpace(call.After)));
        foreach (var call in KnownCalls.DotNet)
        {
            var method = call.Functions.Length == 0 ? "NeverHeardOf" : call.Functions[0];
            Assert.Same(call, KnownCalls.Of(DotNetCode.Method($"{call.Module}.{method}", "X.dll")));
        }
    }
}
