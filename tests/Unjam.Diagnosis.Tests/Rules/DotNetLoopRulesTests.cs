using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>The rules about loops, over event loops of Unjam and watched contexts.</summary>
public sealed class DotNetLoopRulesTests
{
    private static readonly Frame Tick = DotNetCode.User("Game.World.Tick", "Game.dll");
    private static readonly Stack Sleeps = DotNetCode.OnLoop(DotNetCode.CoreLib("System.Threading.Thread.Sleep"), Tick);

    private static SimulatedLoop Loop(Stack? stack = null, LoopKind kind = LoopKind.EventLoop, bool sees = true, Func<Moment, bool, KernelState>? kernel = null, Func<Moment, Wait>? waits = null) =>
        new SimulatedLoop(thread: "loop-thread")
        {
            Kind = kind,
            Name = "game",
            Task = null,
            Method = Tick.Function,
            ShowsStacks = sees,
            Kernel = kernel ?? ((_, running) => running ? Kernels.In(202, 0x7f00) : Kernels.In(202, 0x5000)),
            Waits = waits ?? (_ => default),
        }.Shows(0, stack ?? Sleeps);

    private static Timeline Shoot(SimulatedLoop loop, double seconds, Action<Snapshot>? more = null) =>
        new Film { Of = DotNetCode.Target }.With(loop).With(more ?? (_ => { })).Shoot(seconds);

    private static Finding Single(IRule rule, Timeline timeline) => Assert.Single(Assert.IsType<Verdict.Found>(rule.Judge(timeline)).Findings);

    private static IEnumerable<string> All(Timeline timeline) => Judgement.Of(timeline, Rulebook.All()).Findings.Select(finding => finding.Id);

    [Fact]
    public void Blocked_BySleep_NamesTheLoopTheMethodAndTaskDelay()
    {
        var timeline = Shoot(Loop().Polls(0.2).Turns(5), 1.4);
        var finding = Single(new LoopBlocked(), timeline);
        Assert.Equal("The event loop \"game\" is blocked, now, for 1.20 s in Thread.Sleep", finding.Title);
        Assert.Equal(("game", "sleep", Severity.Critical), (finding.Subject, finding.Cause, finding.Severity));
        Assert.Equal(new Culprit("Game.World.Tick", "Game.dll", 0, "loop-thread", null, "Thread.Sleep"), finding.Culprit);
        Assert.Contains("Path: Game.World.Tick (Game.dll).", finding.Evidence);
        Assert.Equal(("Thread.Sleep(…)", "await Task.Delay(…)"), (finding.Advice[0].Before, finding.Advice[0].After));
        Assert.Equal(["loop-blocked"], All(timeline));
    }

    [Fact]
    public void Blocked_WithoutAStack_BlamesTheMethodThatRuns()
    {
        var finding = Single(new LoopBlocked(), Shoot(Loop(sees: false).Polls(0.2).Turns(5), 1.4));
        Assert.Equal("The event loop \"game\" is blocked, now, for 1.20 s in Game.World.Tick", finding.Title);
        Assert.Equal(("Game.World.Tick", "unknown"), (finding.Culprit!.Function, finding.Cause));
        Assert.StartsWith("await loop.RunInExecutorAsync(executor, _ => Tick(…))", finding.Advice[0].After);
    }

    [Fact]
    public void Blocked_WithNothingKnown_SaysWhereToMoveIt()
    {
        var loop = new SimulatedLoop { Kind = LoopKind.SynchronizationContext, Name = "ui", Task = null, ShowsStacks = false }.Polls(0.2).Turns(5);
        var finding = Single(new LoopBlocked(), Shoot(loop, 1.4));
        Assert.Equal("The event loop \"ui\" is blocked, now, for 1.20 s", finding.Title);
        Assert.Equal("Give the work that the callback does to a worker thread: await executor.RunAsync(() => Work(…)).", Assert.Single(finding.Advice).Summary);
    }

    [Theory]
    [InlineData("System.Threading.Tasks.Task.Wait", "join", "await task")]
    [InlineData("System.Threading.Monitor.Enter", "lock", "await semaphore.WaitAsync()  // new SemaphoreSlim(1)")]
    [InlineData("System.IO.File.ReadAllText", "file", "await File.ReadAllTextAsync(…)")]
    [InlineData("System.Net.Dns.GetHostEntry", "dns", "await Dns.GetHostAddressesAsync(host)")]
    [InlineData("System.Diagnostics.Process.WaitForExit", "subprocess", "await process.WaitForExitAsync()")]
    public void Blocked_ByACall_AdvisesItsAsynchronousCounterpart(string call, string cause, string after)
    {
        var stack = DotNetCode.OnLoop([.. DotNetCode.TaskWait, DotNetCode.CoreLib(call), Tick]);
        var finding = Single(new LoopBlocked(), Shoot(Loop(stack).Polls(0.2).Turns(5), 1.4));
        Assert.Equal((cause, after), (finding.Cause, finding.Advice[0].After));
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void Blocked_ByComputing_AdvisesAnExecutorForComputing()
    {
        var loop = Loop(DotNetCode.OnLoop(Tick), kernel: (at, running) => running ? Kernels.Running(TimeSpan.FromSeconds(at.Seconds - 99)) : Kernels.Polling).Polls(0.2).Turns(5);
        var finding = Single(new LoopBlocked(), Shoot(loop, 1.4));
        Assert.Equal("The event loop \"game\" is blocked, now, for 1.20 s by computing in Game.World.Tick", finding.Title);
        Assert.Contains("Executors.ForCpu", finding.Advice[0].After);
        Assert.Contains("Task.Yield", finding.Advice[0].Summary);
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void Blocked_WhileTheCollectorStopsAll_IsNotTheCallbacksFault()
    {
        var timeline = Shoot(Loop().Polls(0.2).Turns(0.5).Polls(10), 2, look => look.Paused = TimeSpan.FromSeconds(Math.Clamp(look.At.Seconds - 100.21, 0, 0.45)));
        Assert.IsNotType<Verdict.Found>(new LoopBlocked().Judge(timeline));
    }

    [Fact]
    public void Deadlocked_TaskOfItsOwn_IsToldToAwait()
    {
        var stack = DotNetCode.OnLoop([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task`1.GetResultCore"), Tick]);
        var timeline = Shoot(Loop(stack, waits: _ => new Wait(WaitKind.Result, 0x40, 0, 1)).Polls(0.2).Turns(50), 2);
        var finding = Single(new LoopDeadlocked(), timeline);
        Assert.Equal("Deadlock: the event loop \"game\" waits for itself, now, for 1.80 s in Task.Result", finding.Title);
        Assert.Equal("await task", finding.Advice[0].After);
        Assert.DoesNotContain(finding.Advice, IsPython);
        Assert.Equal(["loop-deadlocked"], All(timeline));
    }

    [Fact]
    public void Saturated_ManyShortCallbacks_AdvisesNoProcesses()
    {
        var loop = Loop(DotNetCode.OnLoop(Tick), kernel: (at, running) => running ? Kernels.Running(TimeSpan.FromSeconds((at.Seconds - 99) * 0.97)) : Kernels.Polling);
        for (var i = 0; i < 120; i++)
            loop.Turns(0.031).Polls(0.0005);
        var finding = Single(new LoopSaturated(), Shoot(loop, 3));
        Assert.StartsWith("The event loop \"game\" is saturated: busy", finding.Title);
        Assert.DoesNotContain(finding.Advice, IsPython);
    }

    [Fact]
    public void Saturated_WithoutStacks_NamesTheMethodThatRuns()
    {
        var loop = Loop(sees: false);
        for (var i = 0; i < 120; i++)
            loop.Turns(0.031).Polls(0.0005);
        var finding = Single(new LoopSaturated(), Shoot(loop, 3));
        Assert.EndsWith("with short callbacks, mostly Game.World.Tick", finding.Title);
        Assert.Equal("Game.World.Tick", finding.Culprit!.Function);
    }

    [Fact]
    public void Saturated_WhileTheCollectorStopsAll_IsNotTheLoopsWork()
    {
        var loop = Loop();
        for (var i = 0; i < 120; i++)
            loop.Turns(0.031).Polls(0.0005);
        var timeline = Shoot(loop, 3, look => look.Paused = TimeSpan.FromSeconds((look.At.Seconds - 100) * 0.4));
        Assert.IsType<Verdict.Clear>(new LoopSaturated().Judge(timeline));
        Assert.Equal(["gc-pause"], All(timeline));
    }

    [Fact]
    public void StarvedOfCpu_ReadyAndNotScheduled_IsNeverBlamedOnTheCode()
    {
        var loop = Loop(kernel: (at, _) => new KernelState('R', -1, 0, TimeSpan.FromSeconds((at.Seconds - 99) * 0.05), TimeSpan.FromSeconds((at.Seconds - 99) * 0.9), false)).Polls(0.1).Turns(5);
        Assert.Equal(["loop-starved-of-cpu"], All(Shoot(loop, 2)));
    }

    [Fact]
    public void Controls_LoopThatTicks_IsWell()
    {
        var loop = Loop();
        for (var i = 0; i < 100; i++)
            loop.Polls(0.03).Turns(0.01);
        Assert.Empty(All(Shoot(loop, 3.5)));
    }

    private static bool IsPython(Advice advice) =>
        new[] { "asyncio", "uvicorn", "interpreter's lock", "coroutine", "ThreadPoolExecutor" }
            .Any(word => $"{advice.Summary} {advice.Before} {advice.After}".Contains(word, StringComparison.Ordinal));
}
