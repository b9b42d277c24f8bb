using System.Collections.Concurrent;
using System.Collections.Immutable;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Testing;

/// <summary>Collects what blocked a loop.</summary>
internal sealed class FoundCalls : IWaitSink, IBlockSink
{
    private readonly ConcurrentQueue<Func<BlockingCall>> found = new();
    private readonly ConcurrentDictionary<long, BlockReport> seen = new();

    public bool Any => !found.IsEmpty;

    public ImmutableArray<BlockingCall> Calls() => [.. found.Select(call => call())];

    // names are made later: not on the loop's thread
    public void Waits(WaitInProgress wait, string callback) =>
        found.Enqueue(() => new BlockingCall(wait.Call, wait.Caller, callback, null, wait.Stack));

    public void Held(SlowCallback over)
    {
        if (over.Wait is null)
            found.Enqueue(() => Slow(over));
    }

    public void Report(BlockReport report)
    {
        if (report.Stack is not null)
            seen[report.Id] = report;
    }

    private BlockingCall Slow(SlowCallback over)
    {
        var callback = CallbackName.Of(over.Item).Name;
        return seen.TryGetValue(over.Sequence, out var report)
            ? new BlockingCall(report.Call, report.Caller ?? callback, callback, over.Held, report.Stack ?? Stack.Empty)
            : new BlockingCall(null, callback, callback, over.Held, Stack.Empty);
    }
}
