using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class LoopAdviceTests
{
    private static readonly Frame Coroutine = Code.Coroutine("handler", 8);
    private static readonly Frame Mine = Code.User("work", 5);

    public static TheoryData<string, string> KnownFunctions
    {
        get
        {
            var functions = new TheoryData<string, string>();
            foreach (var call in KnownCalls.All)
            {
                foreach (var function in call.Functions.Length > 0 ? call.Functions : ["anything"])
                    functions.Add(call.Module, function);
            }

            return functions;
        }
    }

    private static Stack Calling(string module, string function) => Code.OnLoop(
        new Frame(new Function(function, $"/usr/lib/python3.11/{module.Replace('.', '/')}.py", 1), 2), Mine, Coroutine);

    [Theory]
    [MemberData(nameof(KnownFunctions))]
    public void For_EveryKnownCall_SaysWhereAndWhatInsteadInTheUsersOwnWords(string module, string function)
    {
        var blame = Blame.Of(Calling(module, function))!;
        var kernel = new KernelTally(SystemCalls.OfThisMachine);
        var called = Calls.Of(blame, kernel);
        Assert.NotNull(called.Known);
        var advice = LoopAdvice.For(blame, called, Calls.CauseOf(blame, kernel, called), null);
        var instead = Assert.Single(advice, item => item.Summary.Contains("instead of", StringComparison.Ordinal));
        Assert.StartsWith("shop/app.py:5: instead of ", instead.Summary);
        Assert.Contains(" in work use ", instead.Summary);
        Assert.DoesNotContain("*", instead.Summary);
        Assert.Equal($"{called.Name}(…)", instead.Before);
        Assert.False(string.IsNullOrWhiteSpace(instead.After));
        Assert.DoesNotContain("\t", instead.After);
    }

    [Fact]
    public void KnownCalls_Rows_AreComplete() =>
        Assert.All(KnownCalls.All, call =>
        {
            Assert.NotEmpty(call.Instead);
            Assert.NotEmpty(call.After);
            Assert.True(call.Cause is null or Cause.Sleep or Cause.Socket or Cause.Dns or Cause.File or Cause.Subprocess or Cause.Lock or Cause.Cpu or Cause.Join);
        });

    [Fact]
    public void For_SynchronousFunctionUnderACoroutine_OffloadsItThere()
    {
        var blame = Blame.Of(Calling("requests.api", "get"))!;
        var advice = LoopAdvice.For(blame, Calls.Of(blame, new KernelTally(SystemCalls.OfThisMachine)), Cause.Socket, null);
        Assert.Equal("shop/app.py:8: in handler run work in a worker thread; the loop goes on meanwhile.", advice[0].Summary);
        Assert.Equal("await asyncio.to_thread(work, …)", advice[0].After);
        Assert.Contains(advice, item => item.Summary.Contains("set a timeout", StringComparison.Ordinal));
    }

    [Fact]
    public void For_FrameworkCoroutineAboveTheUser_IsNotToBeChanged()
    {
        var framework = Code.Package("starlette/routing.py", "app");
        var coroutine = new Frame(framework.Function with { IsCoroutine = true }, 66);
        var blame = Blame.Of(Code.OnLoop(Code.Package("requests/api.py", "get"), Mine, coroutine))!;
        var advice = LoopAdvice.For(blame, Calls.Of(blame, new KernelTally(SystemCalls.OfThisMachine)), Cause.Socket, null);
        Assert.DoesNotContain(advice, item => item.Summary.Contains("starlette", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Cause.Cpu, "ProcessPoolExecutor")]
    [InlineData(Cause.Socket, "asyncio.to_thread")]
    [InlineData(Cause.Lock, "asyncio.Lock")]
    [InlineData(Cause.Pipe, "asyncio.to_thread")]
    [InlineData(Cause.Join, "asyncio.wrap_future")]
    [InlineData(Cause.Unknown, "asyncio.to_thread")]
    public void For_UnknownCall_IsAdvisedByItsCause(string cause, string code)
    {
        var blame = Blame.Of(Code.OnLoop(Code.Coroutine("handler", 8)))!;
        Assert.Contains(code, LoopAdvice.For(blame, default, cause, null)[0].After);
    }

    [Fact]
    public void For_NoFrameAtAll_StillAdvises() => Assert.NotEmpty(LoopAdvice.For(null, default, Cause.Unknown, null));

    [Fact]
    public void For_ManyShortSleeps_MentionsDriversThatPoll()
    {
        var kernel = new KernelTally(SystemCalls.For(System.Runtime.InteropServices.Architecture.X64));
        kernel.Add(Film.Second(100), Kernels.Sleeping);
        var blame = Blame.Of(Code.OnLoop(Coroutine))!;
        var called = Calls.Of(blame, kernel);
        Assert.Contains("driver that polls", LoopAdvice.For(blame, called, Cause.Sleep, null, doesRepeat: true)[0].Summary);
        Assert.DoesNotContain("driver that polls", LoopAdvice.For(blame, called, Cause.Sleep, null)[0].Summary);
    }
}
