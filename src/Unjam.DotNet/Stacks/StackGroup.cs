using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Threads that execute the same.</summary>
/// <param name="Stack">What they execute.</param>
/// <param name="Threads">Their native ids.</param>
public sealed record StackGroup(Stack Stack, ImmutableArray<long> Threads)
{
    /// <summary>Groups threads whose stacks are equal, the largest group first.</summary>
    public static ImmutableArray<StackGroup> Of(ImmutableArray<SampledThread> threads) =>
    [
        .. threads.GroupBy(thread => thread.Stack)
            .Select(group => new StackGroup(group.Key, [.. group.Select(thread => thread.NativeId)]))
            .OrderByDescending(group => group.Threads.Length),
    ];
}
