using System.Collections.Immutable;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Starving;

/// <summary>A stack source that fails.</summary>
public sealed class BrokenStacks : IStackSource
{
    public ImmutableArray<TargetThread> Take(CancellationToken cancellation) => throw new InvalidOperationException("these stacks always throw");
}
