using Unjam.Model;

namespace Unjam.DotNet.Tests.Probe;

/// <summary>A process whose pool is starved and whose threads are where it says is looked at from here.</summary>
public sealed class DotNetProbeTests
{
    private const string Computing = "Shop.Crew.Compute";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Snapshot look = new();

    [Fact]
    public void StarvedProcess_Watched_ShowsExactStacksAtEveryLookWithoutHaltingItAgain()
    {
        using var target = TargetProgram.Start();
        using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        Assert.Equal("dotnet", probe.Target.Runtime);
        var blocked = target.Truth.Where(thread => thread.Value != Computing).ToDictionary();
        Until(probe, () => blocked.All(thread => IsExact(thread.Key, thread.Value)));
        var halted = look.Halted;
        Assert.InRange(halted, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        for (var again = 0; again < 50; again++, Rest())
        {
            probe.Look(look, again % 5 == 0 ? LookDepth.Kernel : LookDepth.Memory);
            Assert.All(blocked, thread => Assert.True(IsExact(thread.Key, thread.Value), $"Thread {thread.Key} in {thread.Value} was lost."));
        }

        // all that holds work up is known: nothing more is to be sampled
        Assert.Equal(halted, look.Halted);
    }

    [Fact]
    public void StarvedProcess_Watched_TellsHowLongWorkWaits()
    {
        using var target = TargetProgram.Start();
        using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        var began = TimeProvider.System.GetTimestamp();
        Until(probe, () => Pool is { Queued: >= 40, OldestWait: { } wait, Busy: 2 } && wait >= TimeSpan.FromSeconds(1));
        var pool = Pool!.Value;
        Assert.True(pool.OldestWait <= TimeProvider.System.GetElapsedTime(began));
        Assert.Equal(2, look.Workers.Of(pool.Workers).Length);
        Assert.Equal(0, pool.Completed);
    }

    [Fact]
    public void Process_LookedAtByTwo_ShowsBothTheSame()
    {
        using var target = TargetProgram.Start();
        using var one = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        using var other = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        var blocked = target.Truth.Where(thread => thread.Value != Computing).ToDictionary();
        Until(one, () => Pool is { Busy: 2 } && blocked.All(thread => IsExact(thread.Key, thread.Value)));
        Until(other, () => Pool is { Busy: 2 } && blocked.All(thread => IsExact(thread.Key, thread.Value)));
    }

    [Fact]
    public void Process_LookedAtAndLeft_KeepsNothing()
    {
        using var target = TargetProgram.Start();
        var (threads, files) = Holds(target.Pid);
        const int times = 5;
        for (var time = 0; time < times; time++)
        {
            using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
            Until(probe, () => Pool is { Busy: 2, OldestWait.Ticks: > 0 });
        }

        // the thread of the counters stays for the next one who asks for them, and what the runtime first opened for the first one: nothing is left of each
        var began = TimeProvider.System.GetTimestamp();
        while (Holds(target.Pid) is var now && (now.Threads > threads + 1 || now.Files >= files + times - 2))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"It holds {now.Threads} threads and {now.Files} files; before, {threads} and {files}.");
            Rest();
        }
    }

    [Fact]
    public void Process_EndsInTheMiddle_IsGone()
    {
        using var target = TargetProgram.Start();
        using var probe = DotNetProbe.Attach(target.Pid, TimeProvider.System);
        Until(probe, () => Pool is not null);
        target.End();
        Assert.Throws<TargetGoneException>(() => probe.Look(look, LookDepth.Kernel));
    }

    private Pool? Pool
    {
        get
        {
            foreach (ref readonly var pool in look.Pools.Span)
            {
                if (pool.Kind == PoolKind.DotNetThreadPool)
                    return pool;
            }

            return null;
        }
    }

    private static (int Threads, int Files) Holds(int pid) =>
        (Directory.GetDirectories($"/proc/{pid}/task").Length, Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length);

    private static void Rest() => CancellationToken.None.WaitHandle.WaitOne(Pause);

    private bool IsExact(long native, string method)
    {
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (thread.NativeId == native)
                return thread.Quality == StackQuality.Complete && thread.Stack.Frames.Any(frame => frame.Function.Name == method);
        }

        return false;
    }

    private void Until(DotNetProbe probe, Func<bool> isTrue)
    {
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"It did not come true; gaps: {string.Join("; ", look.Gaps.Span.ToArray())}");
            probe.Look(look, LookDepth.Kernel);
            Rest();
        }
        while (!isTrue());
    }
}
