using System.Globalization;
using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.DotNet.Tests.Nettrace;

namespace Unjam.DotNet.Tests.Events;

/// <summary>Events of a real runtime, held against what really happened.</summary>
public sealed class RecordedEventsTests
{
    private readonly NotedEvents noted = new();
    private readonly MethodMap methods = new();
    private readonly Dictionary<string, long> truth =
        Recording.Truth(Recording.Happenings).ToDictionary(each => each.Key, each => long.Parse(each.Value, CultureInfo.InvariantCulture));

    public RecordedEventsTests()
    {
        var end = new NettraceReader().Read(new MemoryStream(Recording.Bytes(Recording.Happenings)), noted);
        Assert.True(end.IsWhole, end.Message);
        Assert.Equal((int)truth["pid"], noted.Start!.Value.ProcessId);
        foreach (var each in noted.All)
        {
            if (each.Type.Known is KnownEvent.MethodLoaded or KnownEvent.MethodPresent && MethodEvent.TryRead(each.Payload, out var method))
                methods.Add(method);
        }
    }

    [Fact]
    public void Locks_ThatWereWaitedFor_AreTheirsAndTellTheOwner()
    {
        var began = Of(KnownEvent.ContentionBegan).Where(each => each.Thread == truth["lock waiter"] && Passes(each, "Shop.Market.Queue")).ToArray();
        Assert.Equal(truth["locks"], began.Length);
        Assert.All(began, each => Assert.True(ContentionBegan.TryRead(each.Payload, out var read) && read.IsManaged && read.Lock != 0));
        Assert.True(ContentionBegan.TryRead(began[^1].Payload, out var last));
        Assert.Equal(truth["last owner"], last.Owner);

        var ended = Of(KnownEvent.ContentionEnded).Where(each => each.Thread == truth["lock waiter"]).ToArray();
        Assert.Equal(truth["locks"], ended.Length);
        Assert.All(ended, each => Assert.True(ContentionEnded.TryRead(each.Payload, out var read)
            && read.Waited > TimeSpan.FromMilliseconds(40) && read.Waited < TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Waits_ForAnEvent_AreCountedWithTheirStack()
    {
        var began = Of(KnownEvent.WaitBegan).Where(each => Passes(each, "Shop.Market.AwaitDelivery")).ToArray();
        Assert.Equal(truth["waits"], began.Length);
        Assert.All(began, each => Assert.True(WaitBegan.TryRead(each.Payload, out var read) && read.Source == WaitSource.Unknown));
        var thread = began[0].Thread;
        Assert.Equal(truth["waits"], Of(KnownEvent.WaitEnded).Count(each => each.Thread == thread));
    }

    [Fact]
    public void Work_OfTheSharedPool_HasItsWait()
    {
        var enqueued = Of(KnownEvent.WorkEnqueued).Where(each => Passes(each, "Shop.Market.Open")).ToArray();
        Assert.Equal(truth["items"], enqueued.Length);
        var waits = enqueued.Select(each =>
        {
            Assert.True(WorkMoved.TryRead(each.Payload, out var work));
            var taken = Of(KnownEvent.WorkDequeued).First(other => WorkMoved.TryRead(other.Payload, out var same) && same == work && other.At >= each.At);
            return taken.At - each.At;
        });
        Assert.All(waits, wait => Assert.InRange(wait, 0, 2_000_000_000));
    }

    [Fact]
    public void Counters_OfTheRuntime_AreReadByName()
    {
        var counters = new List<CounterValue>();
        foreach (var each in Of(KnownEvent.Counter))
        {
            Assert.True(CounterValue.TryRead(each.Type, each.Payload, out var value));
            counters.Add(value);
        }

        var threads = counters.Where(counter => counter.Name == "threadpool-thread-count").ToArray();
        Assert.NotEmpty(threads);
        Assert.All(threads, counter => Assert.True(counter is { IsIncrement: false, Seconds: > 0.1 and < 3, Value: >= 0 and < 100 }));
        Assert.Contains(counters, counter => counter is { Name: "threadpool-completed-items-count", IsIncrement: true });
        Assert.Equal(truth["items"], counters.Where(counter => counter.Name == "threadpool-completed-items-count").Sum(counter => counter.Value));
    }

    private IEnumerable<NotedEvents.Noted> Of(KnownEvent known) => noted.All.Where(each => each.Type.Known == known);

    private bool Passes(NotedEvents.Noted each, string method) => each.Stack.Any(address => methods.Find(address - 1)?.Name == method);
}
