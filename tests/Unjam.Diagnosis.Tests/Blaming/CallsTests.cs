using System.Runtime.InteropServices;
using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class CallsTests
{
    private static readonly SystemCalls Pc = SystemCalls.For(Architecture.X64);

    private static KernelTally Tally(params KernelState[] states)
    {
        var tally = new KernelTally(Pc);
        for (var i = 0; i < states.Length; i++)
            tally.Add(Film.Second(100 + (i * 0.05)), states[i]);
        return tally;
    }

    private static (string? Call, string Cause) Judge(KernelState kernel, params Frame[] frames)
    {
        var tally = Tally(kernel, kernel, kernel);
        var blame = Blame.Of(Code.OnLoop(frames))!;
        var called = Calls.Of(blame, tally);
        return (called.Name, Calls.CauseOf(blame, tally, called));
    }

    private static readonly Frame Mine = Code.User("work", 5);

    [Theory]
    [InlineData(230, 1, null, "time.sleep", "sleep")]
    [InlineData(230, 0, null, "sqlite3 lock wait", "lock")]
    [InlineData(35, 0x7ffc0000, null, "sqlite3 lock wait", "lock")]
    [InlineData(270, 0, null, "time.sleep", "sleep")]
    [InlineData(23, 0, null, "time.sleep", "sleep")]
    [InlineData(45, 7, "socket:[99]", "socket.recv", "socket")]
    [InlineData(0, 7, "socket:[99]", "socket.recv", "socket")]
    [InlineData(44, 7, "socket:[99]", "socket.send", "socket")]
    [InlineData(42, 7, "socket:[99]", "socket.connect", "socket")]
    [InlineData(7, 12345, null, null, "socket")]
    [InlineData(202, 12345, null, "Lock.acquire", "lock")]
    [InlineData(61, 0, null, "os.waitpid", "subprocess")]
    [InlineData(247, 0, null, "os.waitpid", "subprocess")]
    [InlineData(74, 3, "/var/lib/shop/journal", "os.fsync", "file")]
    [InlineData(257, 0, null, "open", "file")]
    [InlineData(73, 3, "/run/lock", null, "file")]
    [InlineData(1, 2, "pipe:[77]", null, "pipe")]
    [InlineData(0, 2, "pipe:[77]", null, "pipe")]
    [InlineData(0, 3, "/mnt/nfs/a.csv", "open", "file")]
    [InlineData(0, 3, null, null, "unknown")]
    [InlineData(-2, 0, null, null, "unknown")]
    public void Of_CallIntoC_IsToldByTheSystemCall(long number, ulong argument, string? descriptor, string? call, string cause) =>
        Assert.Equal((call, cause), Judge(Kernels.In(number, argument, descriptor), Mine));

    [Fact]
    public void Of_Resolver_IsDnsThoughItPolls() =>
        Assert.Equal(("socket.create_connection", "dns"), Judge(
            Kernels.In(7), Code.Standard("socket.py", "getaddrinfo"), Code.Standard("socket.py", "create_connection"), Mine));

    [Fact]
    public void Of_Subprocess_IsSubprocessThoughItPolls() =>
        Assert.Equal(("subprocess.run", "subprocess"), Judge(
            Kernels.In(7), Code.Standard("selectors.py", "_PollLikeSelector.select"), Code.Standard("subprocess.py", "Popen._communicate"),
            Code.Standard("subprocess.py", "Popen.communicate"), Code.Standard("subprocess.py", "run"), Mine));

    [Fact]
    public void Of_FutureResult_IsJoinThoughItIsALock() =>
        Assert.Equal(("Future.result", "join"), Judge(
            Kernels.In(202, 99), Code.Standard("threading.py", "Condition.wait"), Code.Standard("concurrent/futures/_base.py", "Future.result"), Mine));

    [Fact]
    public void Of_ThreadJoin_IsJoin() =>
        Assert.Equal(("Thread.join", "join"), Judge(
            Kernels.In(202, 99), Code.Standard("threading.py", "Thread._wait_for_tstate_lock"), Code.Standard("threading.py", "Thread.join"), Mine));

    [Fact]
    public void Of_Logging_IsToldByItsDescriptor() =>
        Assert.Equal(("logging.info", "pipe"), Judge(
            Kernels.In(1, 2, "pipe:[5]"), Code.Standard("logging/__init__.py", "StreamHandler.emit"), Code.Standard("logging/__init__.py", "info"), Mine));

    [Fact]
    public void Of_Requests_IsNamedAsOneWritesIt() =>
        Assert.Equal(("requests.get", "socket"), Judge(
            Kernels.In(45, 4, "socket:[1]"), Code.Standard("ssl.py", "SSLSocket.read"), Code.Package("requests/sessions.py", "Session.request"),
            Code.Package("requests/api.py", "get"), Mine));

    [Fact]
    public void Of_UnknownPackageOnTopOfRequests_IsNamedItselfAndAdvisedByWhatItUses()
    {
        var tally = Tally(Kernels.In(45, 4));
        var called = Calls.Of(Blame.Of(Code.OnLoop(Code.Package("requests/api.py", "get"), Code.Package("stripelike/client.py", "Client.charge"), Mine))!, tally);
        Assert.Equal("stripelike.client.Client.charge", called.Name);
        Assert.Equal("requests", called.Known!.Module);
    }

    [Fact]
    public void CauseOf_RunningThread_IsCpu()
    {
        var tally = Tally(Kernels.Running(TimeSpan.FromSeconds(1)), Kernels.Running(TimeSpan.FromSeconds(1.05)), Kernels.Running(TimeSpan.FromSeconds(1.1)));
        Assert.Equal(Cause.Cpu, Calls.CauseOf(Blame.Of(Code.OnLoop(Mine)), tally, default));
    }

    [Fact]
    public void CauseOf_DiskState_IsFile()
    {
        var tally = Tally(Kernels.In(-2) with { State = 'D' });
        Assert.Equal(Cause.File, Calls.CauseOf(Blame.Of(Code.OnLoop(Mine)), tally, default));
    }

    [Fact]
    public void CauseOf_NothingAskedOfTheKernel_IsToldByTheKnownCall()
    {
        var blame = Blame.Of(Code.OnLoop(Code.Package("requests/api.py", "get"), Mine))!;
        var tally = Tally();
        Assert.Equal(Cause.Socket, Calls.CauseOf(blame, tally, Calls.Of(blame, tally)));
    }

    [Theory]
    [InlineData(Architecture.X64, 230, "clock_nanosleep")]
    [InlineData(Architecture.X64, 441, "epoll_pwait2")]
    [InlineData(Architecture.Arm64, 115, "clock_nanosleep")]
    [InlineData(Architecture.Arm64, 98, "futex")]
    [InlineData(Architecture.Arm64, 207, "recvfrom")]
    public void SystemCalls_Number_DependsOnTheArchitecture(Architecture architecture, long number, string name) =>
        Assert.Equal(name, SystemCalls.For(architecture).Of(number)!.Name);
}
