using Unjam.Model;

namespace Unjam.Export.Tests;

/// <summary>Makes looks of every shape, with hostile names in every place.</summary>
internal static class Looks
{
    public static Snapshot Make(int seed)
    {
        var random = new Random(seed);
        var look = new Snapshot();
        look.Begin(Moment.FromSeconds(100), LookDepth.Everything);
        look.IsCollecting = random.Next(3) switch { 0 => null, 1 => false, _ => true };
        look.State = (TargetState)random.Next(4);
        for (var count = random.Next(1, 6); count > 0; count--)
            look.Threads.Add(new TargetThread((ulong)count, random.Next(), Maybe(Name), AnyStack(), (StackQuality)random.Next(4), random.Next(2) == 0, Kernel()) { Wait = AnyWait() });
        for (var count = random.Next(3); count > 0; count--)
        {
            look.Loops.Add(new Loop
            {
                Id = (ulong)count,
                Kind = (LoopKind)random.Next(2),
                Thread = random.Next(look.Threads.Count),
                Phase = (LoopPhase)random.Next(3),
                Turn = new Turn(1, Moment.FromSeconds(random.Next(100)), 2, random.Next(-1, 5), random.Next(5)),
                Task = Maybe(Name),
                Coroutine = random.Next(2) == 0 ? null : AnyFunction(),
                Ready = random.Next(2) == 0 ? null : random.Next(),
            });
        }

        for (var count = random.Next(5); count > 0; count--)
            look.Tasks.Add(new AsyncTask((ulong)count, random.Next(-1, look.Loops.Count), Name(), AnyStack(), random.Next(2) == 0, Maybe(Name))
            {
                AwaitsId = (ulong)random.Next(2),
                IsEager = random.Next(2) == 0,
                AwaitedBy = random.Next(3) switch { 0 => default, 1 => [], _ => [1, 2] },
            });
        for (var count = random.Next(3); count > 0; count--)
            AddPool(count);
        for (var count = random.Next(3); count > 0; count--)
            look.Gaps.Add(new Gap(Name(), Name()));
        return look;

        void AddPool(int id)
        {
            var (workers, queue) = (look.Workers.Count, look.Queue.Count);
            for (var count = random.Next(4); count > 0; count--)
                look.Workers.Add(new Worker(random.Next(look.Threads.Count), Item(), (ulong)random.Next(2)));
            for (var count = random.Next(4); count > 0; count--)
                look.Queue.Add(Item());
            look.Pools.Add(new Pool
            {
                Id = (ulong)id,
                Kind = PoolKind.ThreadPoolExecutor,
                Name = Name(),
                Limit = random.Next(2) == 0 ? null : random.Next(),
                Workers = new Slice(workers, look.Workers.Count - workers),
                Queued = random.Next(),
                Queue = new Slice(queue, look.Queue.Count - queue),
                DefaultOfLoop = (ulong)random.Next(3),
            });
        }

        WorkItem Item() => random.Next(3) == 0 ? default : new WorkItem(5, 6, random.Next(2) == 0 ? null : AnyFunction()) { Caller = AnyCaller() };
        Caller? AnyCaller() => random.Next(2) == 0 ? null : new Caller(random.Next(3) == 0 ? "" : Name(), random.Next(2) == 0 ? null : AnyFunction(), random.Next(2) == 0);
        KernelState Kernel() => random.Next(2) == 0
            ? default
            : new KernelState("RSDTtZ"[random.Next(6)], random.Next(-2, 400), 3, default, default, random.Next(2) == 0) { Descriptor = Maybe(Name) };
        Wait AnyWait() => new((WaitKind)random.Next(6), (ulong)random.Next(3), random.Next(2) * random.Next(), (ulong)random.Next(3));
        Stack AnyStack() => new([.. Enumerable.Range(0, random.Next(4)).Select(_ => new Frame(AnyFunction(), random.Next(500)))]);
        Function AnyFunction() => new(Name(), Name(), random.Next());
        string Name() => HostileNames.All[random.Next(HostileNames.All.Count)];
        string? Maybe(Func<string> name) => random.Next(2) == 0 ? null : name();
    }
}
