using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>The rules over what the beats of a process tell of its executors and its collector: numbers ten times a second, items without identity.</summary>
public sealed class AttachedExecutorTests
{
    private static readonly Frame Render = DotNetCode.User("Shop.Reports.Render");
    private static readonly Stack Sleeps = DotNetCode.OnExecutor(DotNetCode.CoreLib("System.Threading.Thread.Sleep"), Render);
    private static readonly Stack WaitsForTask = DotNetCode.OnExecutor([.. DotNetCode.TaskWait, DotNetCode.CoreLib("System.Threading.Tasks.Task`1.GetResultCore"), Render]);

    private static readonly Stack Rests = new(
    [
        DotNetCode.CoreLib("System.Threading.Monitor.Wait"), DotNetCode.Of("Unjam.Executors.dll", "Unjam.Executors.CrewMember.WaitForSignal"),
        DotNetCode.Of("Unjam.Executors.dll", "Unjam.Executors.Crew.Await"), DotNetCode.Of("Unjam.Executors.dll", "Unjam.Executors.CrewMember.Live"),
        DotNetCode.CoreLib("System.Threading.Thread.StartCallback"),
    ]);

    /// <summary>An executor of four threads that has ended so many items a second; of what waits the oldest came when the process began, four seconds before.</summary>
    private static Action<Snapshot> Executor(Stack stack, int busy, Func<double, int> queued, double endsPerSecond, bool tellsThreads = true) => look =>
    {
        var now = Math.Floor((look.At.Seconds - 100) * 10) / 10;
        var first = look.Workers.Count;
        for (var i = 0; i < 4 && tellsThreads; i++)
        {
            look.Workers.Add(new Worker(look.Threads.Count, default, 0));
            look.Threads.Add(new TargetThread(
                (ulong)i + 40, i + 40, $"reports-{i}", i < busy ? stack : Rests, StackQuality.Complete, false, look.Depth >= LookDepth.Kernel ? Kernels.In(202, 0x7f00) : default));
        }

        var ended = (long)((now + 4) * endsPerSecond);
        look.Pools.Add(new Pool
        {
            Id = 1,
            Kind = PoolKind.InstrumentedExecutor,
            Name = "reports",
            Limit = 4,
            Busy = busy,
            Queued = queued(now),
            OldestWait = queued(now) > 0 ? TimeSpan.FromSeconds(now + 4) : TimeSpan.Zero,
            Submitted = ended + busy + queued(now),
            Completed = ended,
            QueueTime = new TotalTime(ended, TimeSpan.FromSeconds(ended)),
            RunTime = new TotalTime(ended, TimeSpan.FromSeconds(ended)),
            Workers = new Slice(first, look.Workers.Count - first),
        });
    };

    private static Judgement Judge(double seconds, Action<Snapshot> actor) =>
        Judgement.Of(new Film { Of = DotNetCode.Target }.With(actor).Shoot(seconds), Rulebook.All());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Saturated_ByBeats_IsFoundWithTheCulpritWhereThreadsAreTold(bool tellsThreads)
    {
        var finding = Assert.Single(Judge(2.5, Executor(Sleeps, 4, _ => 12, 4, tellsThreads)).Findings);
        Assert.Equal((FindingIds.PoolSaturated, Severity.Critical), (finding.Id, finding.Severity));
        Assert.Equal("Thread pool \"reports\" is exhausted: 4/4 workers busy, 12 waiting", finding.Title);
        Assert.Equal(tellsThreads ? "Thread.Sleep" : null, finding.Culprit?.Call);
    }

    [Fact]
    public void Saturated_StacksReadInOneLookOnly_AreKept()
    {
        var executor = Executor(Sleeps, 4, _ => 12, 4);
        var finding = Assert.Single(Judge(2.5, look =>
        {
            executor(look);
            for (var i = 0; i < 4 && look.At.Seconds is < 101 or > 101.005; i++)
                look.Threads.Replace(i, look.Threads[i] with { Stack = Stack.Empty, Quality = StackQuality.Unread });
        }).Findings);
        Assert.Equal(("Shop.Reports.Render", "Thread.Sleep"), (finding.Culprit?.Function, finding.Culprit?.Call));
    }

    [Fact]
    public void Growing_ByBeats_IsFound() =>
        Assert.Equal([FindingIds.PoolGrowing], Judge(5, Executor(Sleeps, 4, now => 5 + (int)(now * 6), 4)).Findings.Select(finding => finding.Id));

    [Fact]
    public void Deadlocked_EveryThreadInTaskResultAndNothingEnds_IsFound()
    {
        var finding = Assert.Single(Judge(3, Executor(WaitsForTask, 4, _ => 3, 0)).Findings);
        Assert.Equal((FindingIds.PoolDeadlocked, "Task.Result"), (finding.Id, finding.Culprit?.Call));
    }

    [Fact]
    public void Deadlocked_WhileWorkEnds_IsNotIt() =>
        Assert.DoesNotContain(Judge(3, Executor(WaitsForTask, 4, _ => 3, 4)).Findings, finding => finding.Id == FindingIds.PoolDeadlocked);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Controls_ThreadsThatRest_AreNotTakenForBusy(int busy)
    {
        var judgement = Judge(3, Executor(Sleeps, busy, _ => 0, 2));
        Assert.Empty(judgement.Findings);
    }

    [Fact]
    public void Doing_OfAnExecutorSeenByItsStacks_CountsThoseWithWork()
    {
        var timeline = new Film { Of = DotNetCode.Target }.With(Executor(Sleeps, 2, _ => 0, 2)).Shoot(1);
        Assert.Equal(2, WorkerScene.Of(timeline, PoolHistory.Of(timeline, 1)!, SystemCalls.OfThisMachine).Count);
    }

    [Fact]
    public void GcPause_SeveralThatBecomeKnownAtOnce_AreNotTakenForOne()
    {
        // ten pauses of 12 ms a second, heard of once a second
        static void Collects(Snapshot look)
        {
            var heard = (int)(look.At.Seconds - 100);
            (look.Paused, look.Pauses) = (TimeSpan.FromSeconds(heard * 0.12), heard * 10);
        }

        var finding = Assert.Single(Judge(5, Collects).Findings);
        Assert.Equal("The garbage collector stops the process 12 % of the time", finding.Title);
        Assert.DoesNotContain(finding.Evidence, line => line.Contains("longest pause", StringComparison.Ordinal));
    }

    [Fact]
    public void GcPause_OneThatIsHeardOfLate_IsTold()
    {
        static void Collects(Snapshot look) => (look.Paused, look.Pauses) = look.At.Seconds < 102 ? (TimeSpan.Zero, 0) : (TimeSpan.FromSeconds(0.15), 1);
        var finding = Assert.Single(Judge(5, Collects).Findings);
        Assert.Equal("The garbage collector stopped the process for 150 ms", finding.Title);
        Assert.Contains("In its longest pause it stopped them for 150 ms.", finding.Evidence);
        Assert.Contains(finding.Advice, advice => advice.Summary.Contains("DOTNET_GCHeapHardLimit", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_OfTheSharedPool_IsRefusedWithTheReason()
    {
        var pool = new SimulatedSharedPool { Min = 4, Shows = _ => Sleeps }.Stream(40, 5, 0.05);
        var timeline = new Film { Of = DotNetCode.Target }.With(pool.Play).Shoot(3);
        var report = ReportOf.Watch(timeline, Judgement.Of(timeline, Rulebook.All()), Ending.Duration, TimeSpan.FromSeconds(3), TimeSpan.Zero);
        _ = WhatIfs.Answer(report, [new(SimulatedSharedPool.Name, 64)], out var refusals, out var isUnknown);
        Assert.False(isUnknown);
        Assert.StartsWith("--what-if .NET thread pool=64: the .NET thread pool finds its size by itself", Assert.Single(refusals));
    }
}
