using System.Collections.Immutable;
using System.Globalization;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Groups the stacks of the shared pool's threads by the user's function and the framework's call that they are in.</summary>
internal static class StackGroups
{
    private static readonly string[] Framework = ["System.", "Microsoft.", "Interop.", "Internal."];

    /// <summary>Groups those of the threads that belong to the pool and have work, most threads first.</summary>
    public static ImmutableArray<BlockedGroup> Of(ImmutableArray<TargetThread> threads, IReadOnlySet<int> workers)
    {
        if (threads.IsDefaultOrEmpty)
            return [];
        return
        [
            .. threads.Where(thread => IsWorker(thread, workers)).Select(thread => (thread.Stack, Place: Place(thread.Stack)))
                .Where(each => each.Place is not (null, null))
                .GroupBy(each => (each.Place.Culprit?.Name, each.Place.Call?.Name))
                .Select(group => new BlockedGroup(group.First().Place.Culprit, group.First().Place.Call, group.Count(), group.First().Stack, BlockingCalls.Fix(group.First().Place.Call)))
                .OrderByDescending(group => group.Threads)
                .ThenBy(group => group.Culprit?.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The groups in words: the first few, and how many threads are in the rest.</summary>
    public static string Text(ImmutableArray<BlockedGroup> groups)
    {
        const int shown = 3;
        var text = string.Join("; ", groups.Take(shown).Select(Text));
        return groups.Length <= shown ? text : string.Create(CultureInfo.InvariantCulture, $"{text}; {groups.Skip(shown).Sum(group => group.Threads)} elsewhere");
    }

    /// <summary>One group in words.</summary>
    public static string Text(BlockedGroup group)
    {
        var threads = group.Threads == 1 ? "1 thread" : string.Create(CultureInfo.InvariantCulture, $"{group.Threads} threads");
        return (group.Culprit, group.Call) switch
        {
            ({ } culprit, { } call) => $"{threads} in {culprit.Name} → {BlockingCallName.Of(call.Name)}",
            ({ } culprit, null) => $"{threads} in {culprit.Name}",
            (null, var call) => $"{threads} in {call?.Name}",
        };
    }

    private static bool IsWorker(in TargetThread thread, IReadOnlySet<int> workers) =>
        (thread.NativeId != 0 && workers.Contains(thread.NativeId))
        || thread.Name?.StartsWith(WorkerThreads.Name, StringComparison.Ordinal) == true
        || thread.Stack.Frames.Any(frame => IsDispatch(frame.Function));

    private static bool IsDispatch(Function function) => function.Name.Contains("ThreadPoolWorkQueue.Dispatch", StringComparison.Ordinal);

    private static bool IsFramework(Function function) =>
        Framework.Any(prefix => function.Name.StartsWith(prefix, StringComparison.Ordinal) || (function.File.EndsWith(".dll", StringComparison.Ordinal) && function.File.StartsWith(prefix, StringComparison.Ordinal)));

    // a worker that has no work is in the framework's own wait, outside of Dispatch
    private static (Function? Culprit, Function? Call) Place(Stack stack)
    {
        Function? call = null;
        foreach (var frame in stack.Frames)
        {
            if (!IsFramework(frame.Function))
                return (frame.Function, call);
            if (IsDispatch(frame.Function))
                return (null, stack.Frames[0].Function == frame.Function ? null : stack.Frames[0].Function);
            call = frame.Function;
        }

        return (null, null);
    }
}
