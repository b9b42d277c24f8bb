using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Something that can tell what every managed thread of this process executes, and be asked while threads are blocked.</summary>
public interface IStackSource
{
    /// <summary>Takes the stacks of all managed threads. Blocks the calling thread for some tens of milliseconds.</summary>
    /// <returns>A thread each, with its native id, its name and its stack, leaf first; empty when the runtime gives none or was asked too often.</returns>
    ImmutableArray<TargetThread> Take(CancellationToken cancellation);
}
